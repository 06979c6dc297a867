package chorus.sip.transport;

import chorus.sip.message.Via;
import chorus.sip.transport.SipCounters.Event;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The sockets of an endpoint, UDP and TCP on one port, TLS on another, and the one loop that serves them (§18).
///
/// Sending never waits: a target is an address, and a message that cannot go is dropped and counted, for the
/// transactions above know what to do about silence.
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a write is the matter of the timers above.
public final class SipTransport implements AutoCloseable {
    private static final int BUFFER = 4 * 1024 * 1024;
    private static final int ATTEMPTS = 20;

    /// So many answers may wait for each other while a burst is read, to leave by one system call.
    private static final int BURST = 64;

    /// A longer request goes over a stream, where the way's limit is not known (§18.1.1).
    private static final int MAX_DATAGRAM = 1_300;

    private final Native channels = Native.best();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("sip", true), channels.loops());
    private final EventLoop loop = group.next();
    private final SipCounters counters;
    private final Connections connections;
    private final Streams streams;
    private final Flows flows;
    private final Channel datagrams;
    private final Channel listener;
    private final Optional<Channel> tlsListener;
    private final Optional<TlsContexts> tls;

    private SipTransport(TransportOptions options, Gate gate) {
        this.counters = gate.counters();
        this.connections = new Connections(options, gate);
        try {
            this.tls = options.tls().map(TlsContexts::new);
        } catch (IllegalStateException e) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
        try {
            this.streams = new Streams(loop, channels, counters, connections, tls);
            var opened = open(options, gate);
            this.datagrams = opened.datagrams();
            this.listener = opened.listener();
            this.tlsListener = options.tls().map(chosen -> tlsListener(options, chosen.port(), tls));
            this.flows = new Flows(streams, datagrams, this::execute, options.pace());
        } catch (IllegalStateException e) {
            tls.ifPresent(TlsContexts::close);
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /// @throws IllegalStateException when the port cannot be had
    public static SipTransport open(
            TransportOptions options, Admission admission, Receiver receiver, SipCounters counters, Tap tap) {
        return new SipTransport(options, new Gate(admission, receiver, counters, tap));
    }

    public int port() {
        return ((InetSocketAddress) datagrams.localAddress()).getPort();
    }

    /// The port in use for this transport.
    public int port(Transport transport) {
        return transport == Transport.TLS ? tlsPort().orElse(transport.standardPort()) : port();
    }

    /// The port of TLS; empty where TLS is not set up.
    public OptionalInt tlsPort() {
        return tlsListener
                .map(channel -> OptionalInt.of(((InetSocketAddress) channel.localAddress()).getPort()))
                .orElseGet(OptionalInt::empty);
    }

    /// A request of so many bytes may go over UDP (§18.1.1).
    public static boolean wouldFit(int bytes) {
        return bytes <= MAX_DATAGRAM;
    }

    /// Keeps the way to a peer open, over streams also watching that the peer is there. A missing connection is opened.
    public Flow keepAlive(Target target, FlowListener listener) {
        return flows.keep(target, listener);
    }

    /// Why the last attempt to open a connection to this peer failed, in a sentence. Called on the loop.
    public Optional<String> trouble(Target target) {
        return streams.trouble(target);
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

    /// A connection to this peer is open.
    public boolean isConnected(Target target) {
        return connections.to(target) != null;
    }

    /// A connection to this peer is open or being opened.
    public boolean leadsTo(Target target) {
        return isConnected(target) || connections.pendingTo(target).isPresent();
    }

    /// Opens a connection to this peer unless there is one, and tells whether it is there. Called on the loop,
    /// and so is `done`.
    public void reach(Target target, Consumer<Boolean> done) {
        streams.reach(target, new Outbox.Waiting() {
            @Override
            public void opened(Channel channel) {
                done.accept(true);
            }

            @Override
            public void failed(String why) {
                done.accept(false);
            }
        });
    }

    public void send(byte[] message, Target target) {
        switch (target.transport()) {
            case UDP -> datagram(message, target, datagrams.voidPromise());
            case TCP, TLS -> send(message, target, () -> {});
        }
    }

    /// Sends. Called on the loop, and so is `failed`, later, when that cannot be done.
    public void send(byte[] message, Target target, Runnable failed) {
        switch (target.transport()) {
            case UDP ->
                datagram(message, target, datagrams.newPromise().addListener(write -> {
                    if (!write.isSuccess()) {
                        counters.count(Event.UNSENDABLE);
                        loop.execute(failed);
                    }
                }));
            case TCP, TLS -> {
                counters.count(Event.SENT);
                streams.send(message, target, failed);
            }
        }
    }

    private void datagram(byte[] message, Target target, ChannelPromise written) {
        counters.count(Event.SENT);
        var bytes = datagrams.alloc().directBuffer(message.length).writeBytes(message);
        datagrams.writeAndFlush(new DatagramPacket(bytes, target.socketAddress()), written);
    }

    /// Where the response to a request goes (§18.2.2, RFC 3581 §4): over the connection it came on, or, over UDP and
    /// without rport, to the port its sender named.
    public Target responseTarget(Via via, Source source) {
        var named = via.port() > 0 ? via.port() : source.transport().standardPort();
        var back = Target.backTo(source);
        return switch (source.transport()) {
            case UDP -> via.params().has("rport") ? back : new Target(source.address(), named, Transport.UDP);
            case TCP, TLS ->
                isConnected(back) ? back : new Target(source.address(), named, source.transport(), source.serverName());
        };
    }

    @Override
    public void close() {
        datagrams.close();
        listener.close();
        tlsListener.ifPresent(Channel::close);
        tls.ifPresent(TlsContexts::close);
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }

    private record Opened(Channel datagrams, Channel listener) {}

    /// Both sockets on one port. Where the system chooses, its choice for UDP may be taken for TCP: then again.
    private Opened open(TransportOptions options, Gate gate) {
        for (var attempt = 1; ; attempt++) {
            var udp = bound(
                    datagramSocket(gate).bind(options.bind(), options.port()), "UDP", options.bind(), options.port());
            var port = ((InetSocketAddress) udp.localAddress()).getPort();
            var tcp = streamSocket(Transport.TCP, Optional.empty())
                    .bind(options.bind(), port)
                    .awaitUninterruptibly();
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

    /// Its buffers are pooled: Netty's other allocator makes a new one for each datagram when they are as long as the
    /// longest, and to give one back stops every thread (a shared arena is closed).
    private Bootstrap datagramSocket(Gate gate) {
        return new Bootstrap()
                .group(loop)
                .channel(channels.datagrams())
                .option(ChannelOption.SO_RCVBUF, BUFFER)
                .option(ChannelOption.SO_SNDBUF, BUFFER)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(65_535))
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel channel) {
                        channel.pipeline().addLast(new FlushConsolidationHandler(BURST, true), new Datagrams(gate));
                    }
                });
    }

    private Channel tlsListener(TransportOptions options, int port, Optional<TlsContexts> tls) {
        var binding = streamSocket(Transport.TLS, tls).bind(options.bind(), port);
        try {
            return bound(binding, "TLS", options.bind(), port);
        } catch (IllegalStateException e) {
            throw new TlsException(String.valueOf(e.getMessage()), e, true);
        }
    }

    private ServerBootstrap streamSocket(Transport transport, Optional<TlsContexts> tls) {
        var listening = new ServerBootstrap()
                .group(loop, loop)
                .channel(channels.listeners())
                .option(ChannelOption.SO_BACKLOG, 512)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(connections.accepting(transport, tls));
        channels.patience().forEach(listening::childOption);
        return listening;
    }
}
