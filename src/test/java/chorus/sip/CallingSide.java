package chorus.sip;

import chorus.fake.FarEnd;
import chorus.sip.auth.Credentials;
import chorus.sip.dialog.Calling;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.InviteListener;
import chorus.sip.dialog.OutgoingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The calling side of a story: an endpoint that calls a far end, and everything that was told to its user.
final class CallingSide implements InviteListener, AutoCloseable {
    final Callee callee;
    private final BlockingQueue<SipResponse> provisionals = new LinkedBlockingQueue<>();
    private final BlockingQueue<Dialog> dialogs = new LinkedBlockingQueue<>();
    private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();

    CallingSide(SipLimits limits) {
        this(limits, Callee.HASTY);
    }

    CallingSide(SipLimits limits, Timing timing) {
        callee = new Callee(limits, timing, any -> true);
    }

    Calling calls(FarEnd farEnd) {
        return calls(farEnd, Optional.empty());
    }

    Calling calls(FarEnd farEnd, Optional<Credentials> credentials) {
        var there = SipUri.sip("far", "127.0.0.1", farEnd.port());
        var invite = new OutgoingInvite(
                there,
                NameAddr.of(SipUri.sip("+12025550100", "127.0.0.1", -1)),
                NameAddr.of(there),
                UUID.randomUUID().toString(),
                List.of(),
                List.of(),
                target -> Callee.SDP,
                credentials);
        var target = new Target(InetAddress.getLoopbackAddress(), farEnd.port(), Transport.UDP);
        return callee.endpoint.invite(invite, List.of(target), this);
    }

    /// Calls, and is answered with these headers.
    Dialog isAnswered(FarEnd farEnd, String more) {
        calls(farEnd);
        farEnd.answers(farEnd.hears("INVITE"), "200 OK", more, FarEnd.SDP);
        farEnd.hears("ACK");
        return dialog();
    }

    Dialog dialog() {
        return next(dialogs, "an answer");
    }

    SipResponse progress() {
        return next(provisionals, "progress");
    }

    Failure failure() {
        return next(failures, "a failure");
    }

    boolean hasMoreProgress() {
        return !provisionals.isEmpty();
    }

    @Override
    public void provisional(SipResponse response) {
        provisionals.add(response);
    }

    @Override
    public void answered(Dialog dialog, SipResponse response) {
        dialogs.add(dialog);
    }

    @Override
    public void failed(Failure failure) {
        failures.add(failure);
    }

    @Override
    public void confirmed(Optional<String> answer) {
        callee.confirmed(answer);
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        callee.reoffered(reoffer);
    }

    @Override
    public void renewed(String sdp) {
        callee.renewed(sdp);
    }

    @Override
    public void informed(SipRequest info) {
        callee.informed(info);
    }

    @Override
    public void ended(Ended ended) {
        callee.ended(ended);
    }

    @Override
    public void close() {
        callee.close();
    }

    private static <T> T next(BlockingQueue<T> queue, String what) {
        try {
            var found = queue.poll(8, TimeUnit.SECONDS);
            if (found == null) {
                throw new AssertionError("Nobody told the caller of " + what + ".");
            }
            return found;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
