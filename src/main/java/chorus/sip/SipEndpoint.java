package chorus.sip;

import chorus.sip.dialog.Calling;
import chorus.sip.dialog.InviteListener;
import chorus.sip.dialog.OutgoingInvite;
import chorus.sip.dialog.OutgoingRequest;
import chorus.sip.dialog.RequestListener;
import chorus.sip.dialog.Surface;
import chorus.sip.dialog.UserAgent;
import chorus.sip.message.Answerable;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.Via;
import chorus.sip.transaction.Timers;
import chorus.sip.transaction.Timing;
import chorus.sip.transaction.Transactions;
import chorus.sip.transaction.Wire;
import chorus.sip.transport.Flow;
import chorus.sip.transport.FlowListener;
import chorus.sip.transport.Pace;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Receiver;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.SipTransport;
import chorus.sip.transport.Source;
import chorus.sip.transport.Tap;
import chorus.sip.transport.Target;
import chorus.sip.transport.TransportOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One SIP endpoint: a port on UDP and TCP, another on TLS, and the loop that serves it.
///
/// ```java
/// var endpoint = SipEndpoint.open(SipOptions.at(InetAddress.ofLiteral("0.0.0.0"), 5060), new SipCore() {
///     public boolean admits(InetAddress source, Transport transport) {
///         return trunks.know(source);
///     }
///
///     public void invited(IncomingInvite invite) {
///         invite.ring();
///         calls.execute(() -> invite.answer(sdp, listener));
///     }
/// });
/// ```
public final class SipEndpoint implements AutoCloseable {
    private final SipCounters counters = new SipCounters();
    private final UserAgent agent;
    private final SipTransport transport;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SipEndpoint(SipOptions options, SipCore core, Timing timing, Pace pace) {
        var limits = options.limits();
        var inbox = new Inbox();
        this.transport = SipTransport.open(transportOptions(options, pace), core, inbox, counters, core.tap());
        var timers = new Timers(System::nanoTime, transport::schedule);
        var addresses = options.addresses();
        var surface = new Surface(
                options.userAgent(),
                addresses,
                new Reach(addresses, options.barred()),
                transport::port,
                transport::isConnected,
                transport::trouble,
                transport::execute);
        this.agent = new UserAgent(
                surface,
                timers,
                timing,
                counters,
                limits.dialogs(),
                limits.sessions(),
                (user, tokens) -> new Transactions(
                        new Wires(transport, core.tap()),
                        user,
                        timers,
                        timing,
                        tokens,
                        counters,
                        limits.transactions()),
                core);
        inbox.opened(agent);
    }

    private static TransportOptions transportOptions(SipOptions options, Pace pace) {
        var limits = options.limits();
        return new TransportOptions(
                options.bind(),
                options.port(),
                options.tls(),
                limits.connections(),
                limits.connectionsPerSource(),
                limits.idleSeconds(),
                pace);
    }

    /// Opens the sockets and begins to take calls.
    ///
    /// @throws IllegalStateException when the port cannot be had
    public static SipEndpoint open(SipOptions options, SipCore core) {
        return new SipEndpoint(options, core, Timing.STANDARD, Pace.STANDARD);
    }

    /// The same with other base times, for those who cannot wait 32 seconds.
    static SipEndpoint open(SipOptions options, SipCore core, Timing timing) {
        return open(options, core, timing, Pace.STANDARD);
    }

    static SipEndpoint open(SipOptions options, SipCore core, Timing timing, Pace pace) {
        return new SipEndpoint(options, core, timing, pace);
    }

    /// The port in use, the same for UDP and TCP.
    public int port() {
        return transport.port();
    }

    /// The port of TLS; empty where TLS is not set up.
    public OptionalInt tlsPort() {
        return transport.tlsPort();
    }

    /// Keeps the way to a peer open until closed or broken: by double line breaks, whose answer is watched for on
    /// streams (RFC 5626 §4.4). A missing connection is opened; one that cannot be had is a broken flow.
    public Flow keepAlive(Target target, FlowListener listener) {
        return transport.keepAlive(target, listener);
    }

    public SipCounters counters() {
        return counters;
    }

    /// Closes the sockets and ends the loop. Calls still waiting are refused, running ones are left with a BYE whose
    /// answer nobody hears; who wants it heard leaves them before.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        var told = new CountDownLatch(1);
        transport.execute(() -> {
            agent.close();
            told.countDown();
        });
        try {
            told.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transport.close();
    }

    /// Sends a request outside any dialog to the first target that answers, once more with our credentials when asked.
    public void send(OutgoingRequest request, List<Target> targets, RequestListener listener) {
        transport.execute(() -> agent.send(request, targets, listener));
    }

    /// Calls somebody: tries the targets in order until one answers.
    public Calling invite(OutgoingInvite invite, List<Target> targets, InviteListener listener) {
        return agent.invite(invite, targets, listener);
    }

    private record Wires(SipTransport transport, Tap tap) implements Wire {
        @Override
        public void send(String callId, byte[] message, Target target, Runnable failed) {
            tap.sent(callId, message, target);
            transport.send(message, target, failed);
        }

        @Override
        public void reach(Target target, Consumer<Boolean> done) {
            transport.reach(target, done);
        }

        @Override
        public boolean leadsTo(Target target) {
            return transport.leadsTo(target);
        }

        @Override
        public Target responseTarget(Via via, Source source) {
            return transport.responseTarget(via, source);
        }
    }

    /// Between the sockets, which open first, and the layers above.
    private final class Inbox implements Receiver {
        private volatile Optional<UserAgent> opened = Optional.empty();

        void opened(UserAgent above) {
            opened = Optional.of(above);
        }

        @Override
        public void request(SipRequest request, Source source) {
            transactions().ifPresent(above -> above.receive(request, source));
        }

        @Override
        public void response(SipResponse response, Source source) {
            transactions().ifPresent(above -> above.receive(response, source));
        }

        @Override
        public void broken(Parsed.Broken broken, Source source) {
            counters.count(broken.answerable().isPresent() ? Event.REFUSED_MALFORMED : Event.UNPARSABLE);
            broken.answerable().ifPresent(request -> refuse(request, source, broken));
        }

        private void refuse(Answerable request, Source source, Parsed.Broken broken) {
            opened.ifPresent(above -> {
                above.transactions().refuse(request, source, broken.status(), broken.problem());
                above.unreadable(request, source, broken.problem());
            });
        }

        @Override
        public boolean awaits(InetAddress peer) {
            return transactions().filter(above -> above.awaits(peer)).isPresent();
        }

        @Override
        public boolean isInUse(Source stream) {
            return opened.filter(above -> above.isInUse(stream)).isPresent();
        }

        private Optional<Transactions> transactions() {
            return opened.map(UserAgent::transactions);
        }
    }
}
