package chorus.sip.dialog;

import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import chorus.sip.transaction.Timing;

/// A 2xx of ours that waits for its ACK, and is sent again until it comes or 64·T1 have passed (§13.3.1.4).
final class AwaitedAck {
    private final ServerTransaction invite;
    private final SipResponse answer;
    private final byte[] bytes;
    private final Timers timers;
    private final Timing timing;
    private final Timers.Timer limit;
    private final boolean offerIsOurs;
    private Timers.Timer next;
    private int repeats;

    AwaitedAck(UserAgent agent, ServerTransaction invite, SipResponse answer, boolean offerIsOurs, Runnable givenUp) {
        this.invite = invite;
        this.answer = answer;
        this.bytes = answer.toBytes();
        this.offerIsOurs = offerIsOurs;
        this.timers = agent.timers();
        this.timing = agent.timing();
        this.limit = timers.start(timing.patience(), () -> giveUp(givenUp));
        invite.respond(answer, bytes);
        this.next = timers.start(timing.pause(0), this::again);
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
        invite.respond(answer, bytes);
        next = timers.start(timing.pause(repeats), this::again);
    }

    private void giveUp(Runnable givenUp) {
        stop();
        givenUp.run();
    }
}
