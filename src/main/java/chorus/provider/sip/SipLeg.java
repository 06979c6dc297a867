package chorus.provider.sip;

import chorus.audio.Frame;
import chorus.call.EndReason;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import chorus.rtp.RtpListener;
import chorus.rtp.RtpParameters;
import chorus.rtp.RtpSession;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.SipRequest;
import chorus.sip.sdp.OfferAnswer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An answered SIP call: its dialog, whose news come on the SIP loop, and its sound, which lives on the media loop.
final class SipLeg implements Leg, RtpListener, DialogListener {
    private final RtpSession session;
    private final Negotiation negotiation;
    private final Referrals referrals;
    private final EndReason farEnd;
    private final CompletableFuture<Dialog> dialog = new CompletableFuture<>();

    /// Completed with nothing once the caller has confirmed the answer and sound is agreed on, or with why not.
    private final CompletableFuture<Optional<Unconfirmed>> agreement = new CompletableFuture<>();

    private volatile @Nullable RtpParameters parameters;
    private volatile String lastWords = "";

    // Owned by the media loop.
    private @Nullable Listener listener;
    private @Nullable EndReason over;

    /// Why a call that we answered did not come about.
    record Unconfirmed(EndReason reason, String detail) {}

    /// The leg of somebody who called us.
    SipLeg(RtpSession session, Negotiation negotiation, Referrals referrals) {
        this(session, negotiation, referrals, EndReason.CALLER_HUNG_UP);
    }

    private SipLeg(RtpSession session, Negotiation negotiation, Referrals referrals, EndReason farEnd) {
        this.session = session;
        this.negotiation = negotiation;
        this.referrals = referrals;
        this.farEnd = farEnd;
    }

    /// The leg of somebody whom we call.
    static SipLeg calling(RtpSession session, Negotiation negotiation, Referrals referrals) {
        return new SipLeg(session, negotiation, referrals, EndReason.CALLEE_HUNG_UP);
    }

    /// Listens as agreed, but says nothing before the caller has confirmed: a forged INVITE must not make us send
    /// sound to whatever address it names.
    void prepare(RtpParameters agreed) {
        parameters = agreed;
        session.start(agreed.direction(false, agreed.receiving()), this);
    }

    /// Takes the callee's description that came before its answer: heard is what it plays, but nothing is said. What
    /// cannot be used is passed over.
    void early(String sdp) {
        if (negotiation.accept(sdp) instanceof Negotiation.Outcome.Agreed(var answer, var agreed)) {
            hearOnly(agreed);
        }
    }

    private void hearOnly(RtpParameters agreed) {
        if (parameters == null) {
            prepare(agreed);
        } else {
            parameters = agreed;
            session.renegotiate(agreed.direction(false, agreed.receiving()));
        }
    }

    /// Takes the description of the callee's answer to our offer; says why when nothing can be spoken.
    Optional<String> taken(String sdp) {
        return switch (negotiation.accept(sdp)) {
            case Negotiation.Outcome.Agreed(var answer, var agreed) -> {
                agree(agreed);
                yield Optional.empty();
            }
            case Negotiation.Outcome.Failed(var refusal, var why) -> Optional.of(why);
        };
    }

    void answered(Dialog answered) {
        dialog.complete(answered);
    }

    /// Blocks until the call is confirmed and sound agreed on; otherwise says why the call ended.
    Optional<Unconfirmed> awaitConfirmation() {
        return agreement.join();
    }

    @Override
    public void onLoop(Runnable task) {
        session.onLoop(task);
    }

    @Override
    public void listen(Listener newListener) {
        listener = newListener;
        if (over != null) {
            newListener.ended(over);
        }
    }

    @Override
    public boolean play(Frame frame) {
        return session.play(frame);
    }

    @Override
    public void mark(String name) {
        session.mark(name);
    }

    @Override
    public long stopPlaying() {
        return session.stopPlaying();
    }

    @Override
    public void sendDigits(String digits) {
        session.sendDigits(digits);
    }

    @Override
    public TransferOutcome transfer(TransferTarget target) {
        return referrals.ask(dialog(), target);
    }

    /// Known from the answer on, which is when others know of this leg.
    Dialog dialog() {
        return dialog.join();
    }

    @Override
    public void hangUp() {
        var _ = dialog.thenAccept(Dialog::bye);
        session.close();
    }

    @Override
    public String agreed() {
        var agreed = parameters;
        if (agreed == null) {
            return "no sound";
        }
        var remote = agreed.remote().getAddress().getHostAddress() + ":"
                + agreed.remote().getPort();
        return agreed.codec() + ", sound to " + remote + ", keys "
                + (agreed.eventPayloadType().isPresent() ? "as telephone events" : "by INFO only")
                + agreed.srtp().map(keys -> ", encrypted with " + keys.suite()).orElse(", not encrypted");
    }

    @Override
    public String lastWords() {
        return lastWords;
    }

    @Override
    public String mediaSummary() {
        return session.statistics().summary();
    }

    @Override
    public void heard(Frame frame) {
        if (listener != null) {
            listener.heard(frame);
        }
    }

    @Override
    public void pressed(char digit) {
        if (listener != null) {
            listener.pressed(digit);
        }
    }

    @Override
    public void reached(String mark, long heardMillis, boolean played) {
        if (listener != null) {
            listener.reached(mark, heardMillis, played);
        }
    }

    @Override
    public void confirmed(Optional<String> answer) {
        if (answer.isEmpty()) {
            confirmedAsAgreed();
            return;
        }
        switch (negotiation.confirm(answer.get())) {
            case Negotiation.Outcome.Agreed agreed -> agree(agreed.parameters());
            case Negotiation.Outcome.Failed(var refusal, var why) -> giveUp("the ACK brought no usable answer, " + why);
        }
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        if (reoffer.offer().isEmpty()) {
            reoffer.accept(OfferAnswer.offer(negotiation.reoffer()).toString());
            return;
        }
        negotiation.next();
        switch (negotiation.answer(reoffer.offer().get())) {
            case Negotiation.Outcome.Agreed(var sdp, var agreed) -> {
                agree(agreed);
                reoffer.accept(sdp);
            }
            case Negotiation.Outcome.Failed failed -> {
                var response = SipRefusals.of(failed.refusal());
                reoffer.decline(response.code(), response.phrase());
            }
        }
    }

    /// The session goes on as it was, unless the far side moved; what cannot be used changes nothing.
    @Override
    public void renewed(String sdp) {
        if (negotiation.accept(sdp) instanceof Negotiation.Outcome.Agreed(var _, var agreed)) {
            agree(agreed);
        }
    }

    /// A key by INFO counts only where none can come as telephone events, or each would count twice.
    @Override
    public void informed(SipRequest info) {
        var agreed = parameters;
        if (agreed != null && agreed.eventPayloadType().isEmpty()) {
            KeyInfo.digit(info).ifPresent(digit -> session.onLoop(() -> pressed(digit)));
        }
    }

    @Override
    public void ended(Ended ended) {
        var reason = switch (ended.cause()) {
            case REMOTE_BYE, LOCAL_BYE -> farEnd;
            case CANCELED -> EndReason.CALLER_CANCELED;
            case UNCONFIRMED -> EndReason.ANSWER_UNCONFIRMED;
            case LOST -> EndReason.SIGNALLING_FAILED;
            case EXPIRED -> EndReason.SESSION_EXPIRED;
            case CLOSED -> EndReason.SHUT_DOWN;
        };
        lastWords = Quote.lastWords(ended);
        agreement.complete(Optional.of(new Unconfirmed(reason, lastWords)));
        session.onLoop(() -> over(reason));
    }

    private void over(EndReason reason) {
        over = reason;
        if (listener != null) {
            listener.ended(reason);
        }
    }

    /// The first ACK lets sound flow; those of later offers change nothing.
    private void confirmedAsAgreed() {
        var agreed = parameters;
        if (agreed == null) {
            giveUp("the ACK brought no answer to our offer");
        } else if (agreement.complete(Optional.empty())) {
            session.renegotiate(agreed);
        }
    }

    private void agree(RtpParameters agreed) {
        if (isEarly()) {
            hearOnly(agreed);
            return;
        }
        if (parameters == null) {
            prepare(agreed);
        }
        parameters = agreed;
        session.renegotiate(agreed);
        agreement.complete(Optional.empty());
    }

    /// We call, and nobody has answered.
    private boolean isEarly() {
        return farEnd == EndReason.CALLEE_HUNG_UP && !dialog.isDone();
    }

    /// There is no sound that both sides could speak.
    private void giveUp(String why) {
        if (agreement.complete(Optional.of(new Unconfirmed(EndReason.ANSWER_UNCONFIRMED, why)))) {
            hangUp();
        }
    }
}
