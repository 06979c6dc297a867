package chorus.provider.sip;

import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.call.EndReason;
import chorus.call.Quality;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
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

/// An answered SIP call: its dialog, whose news come on the SIP loop, and its sound, which lives on the media loop and
/// is heard by an [Ear].
final class SipLeg implements Leg, DialogListener {
    private final RtpSession session;
    private final Negotiation negotiation;
    private final Referrals referrals;
    private final EndReason farEnd;
    private final Ear ear = new Ear();
    private final CompletableFuture<Dialog> dialog = new CompletableFuture<>();

    /// Completed with nothing once the caller has confirmed the answer and sound is agreed on, or with why not.
    private final CompletableFuture<Optional<Unconfirmed>> agreement = new CompletableFuture<>();

    private volatile @Nullable RtpParameters parameters;
    private volatile String lastWords = "";

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
        tellEar(agreed);
        session.start(agreed.direction(false, agreed.receiving()), ear);
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
            tellEar(agreed);
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
        ear.listen(newListener);
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
        if (!session.sendDigits(digits)) {
            session.sendTones(digits);
        }
    }

    @Override
    public void hold(HoldSound sound) {
        ear.cover(true);
        session.hold(sound);
    }

    @Override
    public void resume() {
        ear.cover(false);
        session.resume();
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
        return agreed == null ? "no sound" : agreed(agreed);
    }

    /// What was agreed on, in words.
    static String agreed(RtpParameters agreed) {
        var remote = agreed.remote().getAddress().getHostAddress() + ":"
                + agreed.remote().getPort();
        return agreed.codec() + ", sound to " + remote + ", keys "
                + (agreed.payloads().eventsReceived().isPresent() ? "as telephone events" : "by INFO only")
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
    public Optional<String> mediaTrouble() {
        return Optional.ofNullable(parameters)
                .flatMap(agreed -> negotiation.path(agreed.remote()).trouble(session.statistics()));
    }

    @Override
    public Optional<Quality> quality() {
        return parameters == null ? Optional.empty() : Optional.of(Figures.of(session.statistics()));
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
        if (negotiation.renew(sdp) instanceof Negotiation.Outcome.Agreed(var _, var agreed)) {
            agree(agreed);
        }
    }

    @Override
    public void informed(SipRequest info) {
        KeyInfo.digit(info).ifPresent(key -> session.onLoop(() -> ear.informed(key)));
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
        session.onLoop(() -> ear.ended(reason));
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
        tellEar(agreed);
        session.renegotiate(agreed);
        agreement.complete(Optional.empty());
    }

    /// We call, and nobody has answered.
    private boolean isEarly() {
        return farEnd == EndReason.CALLEE_HUNG_UP && !dialog.isDone();
    }

    private void tellEar(RtpParameters agreed) {
        parameters = agreed;
        session.onLoop(() -> ear.agreed(agreed));
    }

    /// There is no sound that both sides could speak.
    private void giveUp(String why) {
        if (agreement.complete(Optional.of(new Unconfirmed(EndReason.ANSWER_UNCONFIRMED, why)))) {
            hangUp();
        }
    }
}
