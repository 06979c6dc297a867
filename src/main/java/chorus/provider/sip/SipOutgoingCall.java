package chorus.provider.sip;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.Refusal;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.provider.OutgoingCall;
import chorus.provider.sip.CallAttempt.End;
import chorus.rtp.RtpEndpoint;
import chorus.rtp.RtpSession;
import chorus.sip.message.SipResponse;
import chorus.sip.sdp.LocalMedia;
import chorus.sip.sdp.OfferAnswer;
import chorus.sip.sdp.Origin;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A call over a SIP trunk: an INVITE along the trunk's way, and further ones where the trunk redirects within itself.
final class SipOutgoingCall implements OutgoingCall {
    private final Dialling dialling;
    private final Network network;
    private final MediaLoop loop;

    /// In nanoseconds of [System#nanoTime].
    private long deadline;

    // Guarded by this, for orders to cancel come from any thread.
    private @Nullable Ending canceled;
    private @Nullable CallAttempt attempt;
    private Inviter.@Nullable Calling calling;

    /// What calls are made of.
    ///
    /// @param reach        where session descriptions may send sound
    /// @param registeredAt the trunk's server that knows us: it is called first
    record Network(
            Inviter inviter,
            Directory directory,
            RtpEndpoint rtp,
            LocalAddresses addresses,
            Reach reach,
            Optional<Target> registeredAt) {}

    SipOutgoingCall(Dialling dialling, Network network) {
        this.dialling = dialling;
        this.network = network;
        this.loop = dialling.beside().orElseGet(network.rtp()::quietestLoop);
    }

    @Override
    public MediaLoop mediaLoop() {
        return loop;
    }

    @Override
    public Outcome dial(AudioFormat format, Progress progress) {
        deadline = System.nanoTime() + ringTime().toNanos();
        return switch (CallRoute.of(trunk(), network.directory())) {
            case CallRoute.Closed(var why) -> notAnswered(EndReason.NETWORK_UNREACHABLE, why);
            case CallRoute.Open way ->
                network.rtp()
                        .open(loop, format)
                        .map(session -> dial(preferred(way), session, once(progress)))
                        .orElseGet(() -> notAnswered(Refusal.NO_MEDIA_PORT, "Every RTP port is in use."));
        };
    }

    @Override
    public void cancel(Ending why) {
        Inviter.Calling running;
        synchronized (this) {
            if (canceled != null) {
                return;
            }
            canceled = why;
            if (attempt != null) {
                attempt.over(why, "The call was taken back before it was answered");
            }
            running = calling;
        }
        if (running != null) {
            running.cancel();
        }
    }

    /// A server that we are not registered at may not know us.
    private CallRoute.Open preferred(CallRoute.Open way) {
        return network.registeredAt().map(way::preferring).orElse(way);
    }

    private Outcome dial(CallRoute.Open way, RtpSession session, Progress progress) {
        var answered = false;
        try {
            var outcome = dialled(way, session, progress);
            answered = outcome instanceof Outcome.Answered;
            return outcome;
        } finally {
            if (!answered) {
                session.close();
            }
        }
    }

    private Outcome dialled(CallRoute.Open way, RtpSession session, Progress progress) {
        var peer = way.targets().getFirst().address();
        var here = network.addresses().towards(peer);
        var origin = Origin.at(here, dialling.callId().getMostSignificantBits() >>> 2);
        var local = new LocalMedia(origin, here, session.localPort(), Codecs.SPOKEN).secured(Codecs.security(trunk()));
        var negotiation = new Negotiation(local, peer, network.reach());
        var leg = SipLeg.calling(session, negotiation, new Referrals(dialling.number(), here.getHostAddress()));
        var parties = CallParties.of(dialling, here.getHostAddress());
        var redirects = new Redirects(trunk(), parties.requestUri(), dialling.mayReach());
        var id = UUID.randomUUID().toString();
        dialling.trace().noted("sound offered", Codecs.described(local));
        var invite = new Inviter.Invite(
                parties, parties.requestUri(), id, 1, target -> offer(negotiation, target.address()));
        return dialled(invite, way, new Line(leg, redirects, progress));
    }

    private String offer(Negotiation negotiation, InetAddress target) {
        var local = negotiation.towards(target, network.addresses().towards(target));
        return OfferAnswer.offer(local).toString();
    }

    /// What stays the same while a call is redirected.
    private record Line(SipLeg leg, Redirects redirects, Progress progress) {}

    /// Goes wherever the trunk redirects to within itself, a few times at most.
    private Outcome dialled(Inviter.Invite invite, CallRoute.Open way, Line line) {
        return switch (attempt(invite, way, line)) {
            case End.Taken(var answer) -> new Outcome.Answered(line.leg(), Optional.of(answer));
            case End.Over(var why) -> why;
            case End.Denied(var response, var remark) when isRedirect(response) -> redirected(response, invite, line);
            case End.Denied(var response, var remark) -> SipAnswers.refused(response, advice(response, remark));
        };
    }

    private Outcome redirected(SipResponse response, Inviter.Invite invite, Line line) {
        var contact = line.redirects().next(response);
        if (contact.isEmpty()) {
            return SipAnswers.refused(response, line.redirects().refusal());
        }
        return switch (CallRoute.to(contact.get(), trunk(), network.directory())) {
            case CallRoute.Open way ->
                dialled(invite.to(contact.get(), response.cseq().number() + 1), way, line);
            case CallRoute.Closed(var why) -> SipAnswers.refused(response, why);
        };
    }

    private End attempt(Inviter.Invite invite, CallRoute.Open way, Line line) {
        var next = new CallAttempt(line.leg(), dialling.trace(), line.progress());
        synchronized (this) {
            if (canceled != null) {
                next.over(canceled, "The call was taken back before it was sent");
                return next.await(Duration.ZERO, ringTime());
            }
            attempt = next;
        }
        dialling.trace().noted("sent to", invite.requestUri() + " by " + way.targets());
        dialling.trace().noted("SIP Call-ID", invite.callId());
        var running = network.inviter().invite(invite, way, line.leg(), next);
        boolean late;
        synchronized (this) {
            calling = running;
            late = canceled != null;
        }
        if (late) {
            running.cancel();
        }
        var end = next.await(Duration.ofNanos(deadline - System.nanoTime()), ringTime());
        if (end instanceof End.Over) {
            running.cancel();
        }
        return end;
    }

    /// What to change, where it is ours to know.
    private String advice(SipResponse response, String remark) {
        var challenged = response.status() == 401 || response.status() == 407;
        return challenged && SipInviter.credentials(trunk()).isEmpty()
                ? "a password is asked for, and the number has none: give it sipUsername and sipPassword, or let the"
                        + " far side trust our address."
                : remark;
    }

    private static boolean isRedirect(SipResponse response) {
        return response.status() < 400;
    }

    private static Outcome notAnswered(Ending ending, String why) {
        return new Outcome.NotAnswered(ending, why, Optional.empty());
    }

    private Trunk trunk() {
        return dialling.number().trunk();
    }

    private Duration ringTime() {
        return dialling.number().rules().ringTimeout();
    }

    /// Redirected calls ring again, but that is told once.
    private static Progress once(Progress progress) {
        var told = new AtomicBoolean();
        return () -> {
            if (!told.getAndSet(true)) {
                progress.ringing();
            }
        };
    }
}
