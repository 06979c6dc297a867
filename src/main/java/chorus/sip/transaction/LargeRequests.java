package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.SipTransport;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Requests too large for a datagram: they go over TCP, although their target is one of UDP (§18.1.1). Lives on the
/// loop.
///
/// Many a peer has no TCP: a connection is awaited for a moment only, then UDP it is, and for some minutes the peer is
/// not asked again.
final class LargeRequests {
    static final Duration PATIENCE = Duration.ofSeconds(1);
    static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 1_000;

    private final Transactions all;
    private final Map<InetSocketAddress, Timers.Timer> withoutTcp = new LinkedHashMap<>();

    LargeRequests(Transactions all) {
        this.all = all;
    }

    void send(SipRequest request, Target target, ClientListener listener) {
        if (isTooLarge(request, target)) {
            new Attempt(request, target, listener).begin();
        } else {
            all.start(request, target, listener);
        }
    }

    /// One that nobody answers goes over a stream that is open, and waits for none.
    void sendOnce(SipRequest ack, Target target) {
        var tcp = overTcp(target);
        if (isTooLarge(ack, target) && all.wire().leadsTo(tcp)) {
            all.wire().send(ack.callId(), ack.over(Transport.TCP.name()).toBytes(), tcp);
        } else {
            all.wire().send(ack.callId(), ack.toBytes(), target);
        }
    }

    private boolean isTooLarge(SipRequest request, Target target) {
        return target.transport() == Transport.UDP
                && !withoutTcp.containsKey(target.socketAddress())
                && !SipTransport.wouldFit(request.toBytes().length);
    }

    private void remember(Target target) {
        var peer = target.socketAddress();
        if (withoutTcp.size() >= MOST) {
            withoutTcp.values().forEach(Timers.Timer::cancel);
            withoutTcp.clear();
        }
        withoutTcp.computeIfAbsent(peer, absent -> all.timers().start(REMEMBERED, () -> withoutTcp.remove(absent)));
    }

    private static Target overTcp(Target target) {
        return new Target(target.address(), target.port(), Transport.TCP);
    }

    /// One request, while it is open how it goes.
    private final class Attempt implements ClientListener {
        private final SipRequest request;
        private final Target target;
        private final ClientListener listener;
        private final Timers.Timer limit;
        private boolean under;
        private boolean heard;

        private Attempt(SipRequest request, Target target, ClientListener listener) {
            this.request = request;
            this.target = target;
            this.listener = listener;
            this.limit = all.timers().start(PATIENCE, () -> go(false));
        }

        private void begin() {
            all.wire().reach(overTcp(target), this::go);
        }

        private void go(boolean connected) {
            if (under) {
                return;
            }
            under = true;
            limit.cancel();
            if (connected) {
                all.start(request.over(Transport.TCP.name()), overTcp(target), this);
            } else {
                goByUdp();
            }
        }

        private void goByUdp() {
            remember(target);
            all.start(request, target, listener);
        }

        @Override
        public void responded(SipResponse response) {
            heard = true;
            listener.responded(response);
        }

        /// A stream that broke before anything was heard makes room for UDP; one over which nothing was heard for so
        /// long is not of SIP.
        @Override
        public void unanswered() {
            if (heard) {
                listener.unanswered();
            } else if (all.wire().leadsTo(overTcp(target))) {
                remember(target);
                listener.unanswered();
            } else {
                goByUdp();
            }
        }
    }
}
