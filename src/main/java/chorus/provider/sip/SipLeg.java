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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// An answered SIP call: its dialog, whose news come on the SIP loop, and its sound, which lives on the media loop and
/// is heard by an [Ear].
final class SipLeg implements Leg, DialogListener {
    private final RtpSession session;
    private final Referrals referrals;
    private final EndReason farEnd;
    private final Ear ear = new Ear();
    private final Agreement agreement;
    private final CompletableFuture<Dialog> dialog = new CompletableFuture<>();
    private volatile String lastWords = "";

    /// The leg of somebody who called us.
    SipLeg(RtpSession session, Negotiation negotiation, Referrals referrals) {
        this(session, negotiation, referrals, EndReason.CALLER_HUNG_UP);
    }

    private SipLeg(RtpSession session, Negotiation negotiation, Referrals referrals, EndReason farEnd) {
        this.session = session;
        this.referrals = referrals;
        this.farEnd = farEnd;
        this.agreement = new Agreement(session, negotiation, ear, farEnd == EndReason.CALLEE_HUNG_UP);
    }

    /// The leg of somebody whom we call.
    static SipLeg calling(RtpSession session, Negotiation negotiation, Referrals referrals) {
        return new SipLeg(session, negotiation, referrals, EndReason.CALLEE_HUNG_UP);
    }

    Agreement agreement() {
        return agreement;
    }

    void answered(Dialog answered) {
        dialog.complete(answered);
        agreement.answered();
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
        if (!session.sendDigits(digits) && !takesEvents()) {
            digits.chars().forEach(key -> sendByInfo((char) key));
        }
    }

    private boolean takesEvents() {
        return agreement
                .parameters()
                .filter(agreed -> agreed.payloads().eventsSent().isEmpty())
                .isEmpty();
    }

    /// A phone without telephone events: by INFO, as a tone where it does not take that.
    private void sendByInfo(char key) {
        dialog().inform(
                        KeyInfo.TYPE,
                        KeyInfo.body(key),
                        () -> session.onLoop(() -> session.sendTones(String.valueOf(key))));
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
        return agreement.parameters().map(SipLeg::described).orElse("no sound");
    }

    /// What was agreed on, in words.
    static String described(RtpParameters agreed) {
        var remote = agreed.remote().getAddress().getHostAddress() + ":"
                + agreed.remote().getPort();
        return agreed.codec() + ", sound to " + remote + ", keys "
                + (agreed.payloads().eventsReceived().isPresent() ? "as telephone events" : "by INFO or as tones")
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
        return agreement.path().flatMap(path -> path.trouble(session.statistics()));
    }

    @Override
    public Optional<Quality> quality() {
        return agreement.parameters().map(agreed -> Figures.of(session.statistics()));
    }

    @Override
    public void confirmed(Optional<String> answer) {
        if (!agreement.confirmed(answer)) {
            hangUp();
        }
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        agreement.reoffered(reoffer);
    }

    @Override
    public void renewed(String sdp) {
        agreement.renewed(sdp);
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
        agreement.over(new Agreement.Unconfirmed(reason, lastWords));
        session.onLoop(() -> ear.ended(reason));
    }
}
