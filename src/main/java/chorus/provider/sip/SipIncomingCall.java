package chorus.provider.sip;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import chorus.rtp.RtpEndpoint;
import chorus.rtp.RtpSession;
import chorus.sip.dialog.FarSide;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.sdp.LocalMedia;
import chorus.sip.sdp.OfferAnswer;
import chorus.sip.sdp.Origin;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// An INVITE that waits for a decision.
final class SipIncomingCall implements IncomingCall {
    private final IncomingInvite invite;
    private final FarSide caller;
    private final PhoneNumber number;
    private final Arrival arrival;
    private final MediaLoop loop;
    private final RtpEndpoint rtp;

    /// The sound's ports, once it rings.
    private @Nullable CompletableFuture<Optional<RtpSession>> opening;

    SipIncomingCall(
            IncomingInvite invite,
            FarSide caller,
            PhoneNumber number,
            Arrival arrival,
            MediaLoop loop,
            RtpEndpoint rtp) {
        this.invite = invite;
        this.caller = caller;
        this.number = number;
        this.arrival = arrival;
        this.loop = loop;
        this.rtp = rtp;
    }

    @Override
    public Arrival arrival() {
        return arrival;
    }

    @Override
    public PhoneNumber number() {
        return number;
    }

    @Override
    public MediaLoop mediaLoop() {
        return loop;
    }

    @Override
    public Optional<EndReason> gone() {
        return invite.isCanceled() ? Optional.of(EndReason.CALLER_CANCELED) : Optional.empty();
    }

    @Override
    public void ring(AudioFormat format) {
        invite.ring();
        opening = open(format);
    }

    @Override
    public void refuse(Refusal refusal) {
        Invitation.refuse(invite, refusal);
        if (opening != null) {
            var _ = opening.thenAccept(session -> session.ifPresent(RtpSession::close));
        }
    }

    @Override
    public Answer answer(AudioFormat format) {
        var session = (opening == null ? open(format) : opening).join();
        if (session.isEmpty()) {
            return notAnswered(Refusal.NO_MEDIA_PORT, "every RTP port is in use");
        }
        var answered = false;
        try {
            var answer = answer(session.get());
            answered = answer instanceof Answer.Answered;
            return answer;
        } finally {
            if (!answered) {
                session.get().close();
            }
        }
    }

    /// Ports are opened beside the agent's stream, so that the caller waits for the slower of the two only.
    private CompletableFuture<Optional<RtpSession>> open(AudioFormat format) {
        return CompletableFuture.supplyAsync(() -> rtp.open(loop, format), Thread::startVirtualThread);
    }

    private Answer answer(RtpSession session) {
        var local = media(
                invite.localAddress(), session.localPort(), arrival.callId().getMostSignificantBits() >>> 2, number);
        var negotiation = new Negotiation(local, invite.source().address(), invite.reach());
        return invite.offer()
                .map(offer -> answerTo(offer, session, negotiation))
                .orElseGet(() -> offer(session, negotiation));
    }

    /// Our side of the sound, before it is known what the phone can do.
    static LocalMedia media(InetAddress here, int port, long session, PhoneNumber number) {
        return new LocalMedia(Origin.at(here, session), here, port, Codecs.SPOKEN)
                .secured(Codecs.security(number.trunk()));
    }

    private Answer answerTo(String offer, RtpSession session, Negotiation negotiation) {
        return switch (negotiation.answer(offer)) {
            case Negotiation.Outcome.Agreed(var sdp, var parameters) -> {
                var leg = new SipLeg(session, negotiation, referrals());
                leg.agreement().prepare(parameters);
                yield confirmed(leg, sdp);
            }
            case Negotiation.Outcome.Failed(var refusal, var why) -> notAnswered(refusal, why);
        };
    }

    private Referrals referrals() {
        return new Referrals(number, invite.localAddress().getHostAddress());
    }

    /// The INVITE came without an offer: ours goes out with the answer, theirs comes back with the ACK.
    private Answer offer(RtpSession session, Negotiation negotiation) {
        var leg = new SipLeg(session, negotiation, referrals());
        return confirmed(leg, OfferAnswer.offer(negotiation.local()).toString());
    }

    /// Answers, and waits until the caller has confirmed it: only then is anything spent on the call.
    private Answer confirmed(SipLeg leg, String sdp) {
        leg.answered(invite.answer(sdp, leg, caller));
        return leg.agreement()
                .await()
                .<Answer>map(not -> new Answer.NotAnswered(
                        not.reason(), "our 200 was not confirmed by a usable ACK: " + not.detail()))
                .orElseGet(() -> new Answer.Answered(leg));
    }

    private Answer notAnswered(Refusal refusal, String why) {
        refuse(refusal);
        return gone().<Answer>map(reason -> new Answer.NotAnswered(reason, "the caller was gone already"))
                .orElseGet(() -> new Answer.NotAnswered(refusal, why));
    }
}
