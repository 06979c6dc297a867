package chorus.sip.transport;

import chorus.sip.message.SipMessage;
import chorus.sip.transport.SipCounters.Event;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// The sockets of an endpoint, UDP and TCP on one port, and the one loop that serves them (§18).
///
/// Sending never waits: a target is an address, and a message that cannot go is dropped and counted, for the
/// transactions above know what to do about silence.
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a write is the matter of the timers above.
public final class SipTransport implements AutoCloseable {
    private static final int BUFFER = 4 * 1024 * 1024;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ATTEMPTS = 20;

    private final Native channels = Native.best();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("sip", true), channels.loops());
    private final EventLoop loop = group.next();
    private final SipCounters counters;
    private final Connections connections;
    private final ChannelFutureListener written = this::countFailure;
    private final Channel datagrams;
    private final Channel listener;

    private SipTransport(TransportOptions options, Gate gate) {
        this.counters = gate.counters();
        this.connections = new Connections(options, gate);
        try {
            var opened = open(options, gate);
            this.datagrams = opened.datagrams();
            this.listener = opened.listener();
        } catch (IllegalStateException e) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /// @throws IllegalStateException when the port cannot be had
    public static SipTransport open(
            TransportOptions options, Admission admission, Receiver receiver, SipCounters counters) {
        return new SipTransport(options, new Gate(admission, receiver, counters));
    }

    public int port() {
        return ((InetSocketAddress) datagrams.localAddress()).getPort();
    }

    /// The port in use for this transport.
    public int port(Transport transport) {
        return port();
    }

    /// Runs a task on the loop: now when called on it, soon otherwise; not at all once closed.
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closed) {
            counters.count(Event.UNSENDABLE);
        }
    }

    public void schedule(Runnable task, long millis) {
        if (!loop.isShuttingDown()) {
            loop.schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }

    /// A TCP connection to this peer is open.
    public boolean isConnected(Target target) {
        return connections.to(target.socketAddress()) != null;
    }

    public void send(byte[] message, Target target) {
        send(message, target, () -> {});
    }

    /// Sends. Called on the loop, and so is `failed` when a stream cannot be had or written to.
    public void send(byte[] message, Target target, Runnable failed) {
        counters.count(Event.SENT);
        switch (target.transport()) {
            case UDP ->
                datagrams
                        .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(message), target.socketAddress()))
                        .addListener(written);
            case TCP, TLS -> sendOnStream(message, target, failed);
        }
    }

    /// Where the response to a request goes (§18.2.2, RFC 3581 §4): over the connection it came on, or, over UDP and
    /// without rport, to the port its sender named.
    public Target responseTarget(SipMessage request, Source source) {
        var via = request.via();
        var named = via.port() > 0 ? via.port() : source.transport().standardPort();
        var back = Target.backTo(source);
        return switch (source.transport()) {
            case UDP -> via.params().has("rport") ? back : new Target(source.address(), named, Transport.UDP);
            case TCP, TLS -> isConnected(back) ? back : new Target(source.address(), named, source.transport());
        };
    }

    @Override
    public void close() {
        datagrams.close();
        listener.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private void countFailure(ChannelFuture write) {
        if (!write.isSuccess()) {
            counters.count(Event.UNSENDABLE);
        }
    }

    private void sendOnStream(byte[] message, Target target, Runnable failed) {
        var connection = connections.to(target.socketAddress());
        if (connection == null) {
            sendOnceOpen(message, target.socketAddress(), failed);
        } else if (!connections.write(connection, message)) {
            refuse(Event.UNSENDABLE, failed);
        }
    }

    /// One connection is opened, however many messages wait for it.
    private void sendOnceOpen(byte[] message, InetSocketAddress peer, Runnable failed) {
        var waiting = connections.pendingTo(peer);
        if (waiting.isEmpty() && !connections.mayOpen(peer.getAddress())) {
            refuse(Event.CONNECTIONS_CAPPED, failed);
            return;
        }
        var outbox = waiting.orElseGet(() -> connections.opening(peer));
        if (!outbox.add(message, () -> refuse(Event.UNSENDABLE, failed))) {
            refuse(Event.UNSENDABLE, failed);
        }
        if (waiting.isEmpty()) {
            connect(peer, outbox);
        }
    }

    private void refuse(Event why, Runnable failed) {
        counters.count(why);
        loop.execute(failed);
    }

    private void connect(InetSocketAddress peer, Outbox outbox) {
        var connecting = new Bootstrap()
                .group(loop)
                .channel(channels.connections())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(peer);
        connecting.addListener((ChannelFuture done) -> {
            if (done.isSuccess()) {
                connections.opened(done.channel(), peer, outbox);
            } else {
                connections.notOpened(peer, outbox);
            }
        });
    }

    private record Opened(Channel datagrams, Channel listener) {}

    /// Both sockets on one port. Where the system chooses, its choice for UDP may be taken for TCP: then again.
    private Opened open(TransportOptions options, Gate gate) {
        for (var attempt = 1; ; attempt++) {
            var udp = bound(
                    datagramSocket(gate).bind(options.bind(), options.port()), "UDP", options.bind(), options.port());
            var port = ((InetSocketAddress) udp.localAddress()).getPort();
            var tcp = streamSocket().bind(options.bind(), port).awaitUninterruptibly();
            if (tcp.isSuccess()) {
                return new Opened(udp, tcp.channel());
            }
            udp.close().awaitUninterruptibly();
            if (options.port() != 0 || attempt == ATTEMPTS) {
                bound(tcp, "TCP", options.bind(), port);
            }
        }
    }

    private static Channel bound(ChannelFuture binding, String kind, java.net.InetAddress address, int port) {
        if (!binding.awaitUninterruptibly().isSuccess()) {
            throw new IllegalStateException(
                    "SIP over " + kind + " cannot listen on " + address.getHostAddress() + ":" + port + ": "
                            + binding.cause().getMessage(),
                    binding.cause());
        }
        return binding.channel();
    }

    private Bootstrap datagramSocket(Gate gate) {
        return new Bootstrap()
                .group(loop)
                .channel(channels.datagrams())
                .option(ChannelOption.SO_RCVBUF, BUFFER)
                .option(ChannelOption.SO_SNDBUF, BUFFER)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(65_535))
                .handler(new Datagrams(gate));
    }

    private ServerBootstrap streamSocket() {
        return new ServerBootstrap()
                .group(loop, loop)
                .channel(channels.listeners())
                .option(ChannelOption.SO_BACKLOG, 512)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(connections);
    }
}
