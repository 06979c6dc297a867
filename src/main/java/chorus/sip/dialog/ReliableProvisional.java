package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import java.util.Optional;

/// A provisional answer of ours that is sent again until its PRACK comes, or 64·T1 have passed (RFC 3262 §3). Lives on
/// the loop.
final class ReliableProvisional {
    static final String OPTION = "100rel";

    private final UserAgent agent;
    private final ServerTransaction invite;
    private final SipResponse response;
    private final byte[] bytes;
    private final String wanted;
    private final Timers.Timer limit;
    private Timers.Timer next;
    private int repeats;
    private boolean acknowledged;

    /// Sends the answer for the first time.
    ///
    /// @param givenUp called when no PRACK came
    ReliableProvisional(UserAgent agent, ServerTransaction invite, SipResponse.Builder answer, Runnable givenUp) {
        this.agent = agent;
        this.invite = invite;
        var number = agent.random().nextInt(1, 1 << 30);
        this.response = answer.header(new Header("Require", OPTION))
                .header("RSeq", number)
                .build();
        this.bytes = response.toBytes();
        this.wanted = number + " " + response.cseq();
        this.limit = agent.timers().start(agent.timing().patience(), () -> giveUp(givenUp));
        invite.respond(response, bytes);
        this.next = pause();
    }

    static boolean isRequired(SipRequest invite) {
        return invite.headers().values("Require").stream().anyMatch(OPTION::equalsIgnoreCase);
    }

    /// Answers a PRACK, which is for our ringing or for nothing. An offer in it would be one too many.
    static void acknowledge(UserAgent agent, ServerTransaction prack, Optional<ReliableProvisional> ringing) {
        if (ringing.filter(waiting -> waiting.takes(prack.request())).isEmpty()) {
            agent.answer(prack, 481, "Call/Transaction Does Not Exist");
        } else if (prack.request().body().isEmpty()) {
            agent.answer(prack, 200, "OK");
        } else {
            agent.answer(prack, 488, "Not Acceptable Here");
        }
    }

    /// Takes a PRACK; false when it is for something else, or came before.
    private boolean takes(SipRequest prack) {
        var said = prack.header("RAck")
                .map(value -> value.strip().replaceAll("\\s+", " "))
                .orElse("");
        if (acknowledged || !said.equals(wanted)) {
            return false;
        }
        acknowledged = true;
        stop();
        return true;
    }

    /// Sends it no more; its PRACK may still come.
    void stop() {
        limit.cancel();
        next.cancel();
    }

    private void again() {
        repeats++;
        agent.countRepeat();
        invite.respond(response, bytes);
        next = pause();
    }

    private Timers.Timer pause() {
        return agent.timers().start(agent.timing().unboundedPause(repeats), this::again);
    }

    private void giveUp(Runnable givenUp) {
        stop();
        givenUp.run();
    }
}
