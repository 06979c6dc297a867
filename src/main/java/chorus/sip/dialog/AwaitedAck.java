package chorus.sip.dialog;

import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;

/// A 2xx of ours that waits for its ACK, and is sent again until it comes or 64·T1 have passed (§13.3.1.4).
final class AwaitedAck {
    private final UserAgent agent;
    private final ServerTransaction invite;
    private final SipResponse answer;
    private final byte[] bytes;
    private final Timers.Timer limit;
    private final boolean offerIsOurs;
    private Timers.Timer next;
    private int repeats;

    AwaitedAck(UserAgent agent, ServerTransaction invite, SipResponse answer, boolean offerIsOurs, Runnable givenUp) {
        this.agent = agent;
        this.invite = invite;
        this.answer = answer;
        this.bytes = answer.toBytes();
        this.offerIsOurs = offerIsOurs;
        this.limit = agent.timers().start(agent.timing().patience(), () -> giveUp(givenUp));
        invite.respond(answer, bytes);
        this.next = pause();
    }

    boolean isFor(long cseq) {
        return answer.cseq().number() == cseq;
    }

    /// The session description in the ACK is the answer to an offer of ours.
    boolean isOfferOurs() {
        return offerIsOurs;
    }

    void stop() {
        limit.cancel();
        next.cancel();
    }

    private void again() {
        repeats++;
        agent.countRepeat();
        invite.respond(answer, bytes);
        next = pause();
    }

    private Timers.Timer pause() {
        return agent.timers().start(agent.timing().pause(repeats), this::again);
    }

    private void giveUp(Runnable givenUp) {
        stop();
        givenUp.run();
    }
}
