package chorus.sip;

import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.SipRequest;
import chorus.sip.transaction.Timing;
import chorus.sip.transport.Pace;
import chorus.sip.transport.TlsOptions;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The called side of a story: an endpoint, and everything that was told to its user.
final class Callee implements SipCore, DialogListener, AutoCloseable {
    static final String SDP = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 0
            a=sendrecv
            """.replace("\n", "\r\n");
    static final Timing HASTY = new Timing(Duration.ofMillis(40), Duration.ofMillis(160), Duration.ofMillis(100));

    final SipEndpoint endpoint;
    private final BlockingQueue<IncomingInvite> invites = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<String>> confirmations = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reoffer> reoffers = new LinkedBlockingQueue<>();
    private final BlockingQueue<SipRequest> infos = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> renewals = new LinkedBlockingQueue<>();
    private final BlockingQueue<Ended> endings = new LinkedBlockingQueue<>();
    private final Predicate<InetAddress> friends;

    Callee() {
        this(SipLimits.standard(), Timing.STANDARD, any -> true);
    }

    Callee(SipLimits limits, Timing timing, Predicate<InetAddress> friends) {
        this(limits, timing, friends, Optional.empty(), Pace.STANDARD);
    }

    Callee(SipLimits limits, Timing timing, Predicate<InetAddress> friends, Optional<TlsOptions> tls, Pace pace) {
        this.friends = friends;
        var bind = InetAddress.ofLiteral("127.0.0.1");
        var options = new SipOptions(bind, 0, Optional.empty(), "Chorus", limits, tls);
        this.endpoint = SipEndpoint.open(options, this, timing, pace);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port());
    }

    IncomingInvite isCalled() {
        return next(invites, "a call");
    }

    Dialog answers() {
        return isCalled().answer(SDP, this);
    }

    Optional<String> isConfirmed() {
        return next(confirmations, "the ACK");
    }

    Reoffer isReoffered() {
        return next(reoffers, "a re-offer");
    }

    SipRequest isInformed() {
        return next(infos, "an INFO");
    }

    String isRenewed() {
        return next(renewals, "the answer to a refresh");
    }

    Ended isLeft() {
        return next(endings, "the end");
    }

    boolean wasCalled() {
        return !invites.isEmpty();
    }

    @Override
    public boolean admits(InetAddress source, Transport transport) {
        return friends.test(source);
    }

    @Override
    public void invited(IncomingInvite invite) {
        invites.add(invite);
    }

    @Override
    public void confirmed(Optional<String> answer) {
        confirmations.add(answer);
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        reoffers.add(reoffer);
    }

    @Override
    public void renewed(String sdp) {
        renewals.add(sdp);
    }

    @Override
    public void informed(SipRequest info) {
        infos.add(info);
    }

    @Override
    public void ended(Ended ended) {
        endings.add(ended);
    }

    @Override
    public void close() {
        endpoint.close();
    }

    private static <T> T next(BlockingQueue<T> queue, String what) {
        try {
            var found = queue.poll(5, TimeUnit.SECONDS);
            if (found == null) {
                throw new AssertionError("Nobody told the callee of " + what + ".");
            }
            return found;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
