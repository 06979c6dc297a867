package chorus.agent;

import chorus.audio.MediaLoop;
import chorus.phonebook.AgentRuntime;
import chorus.phonebook.PrivateAddresses;
import chorus.secret.Secret;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Opens agents' streams as WebSockets, each on the media loop of its call.
public final class NettyAgentStreams implements AgentStreams, AutoCloseable {
    /// Two seconds of sound in the kernel and as much here: more would only be heard too late.
    private static final int SEND_BUFFER = 32 * 1024;

    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(16 * 1024, 32 * 1024);

    private final List<EventLoop> loops;
    private final AgentOptions options;
    private final Supplier<Optional<URI>> builtin;
    private final Supplier<SslContext> tls;
    private final Resolver resolver = new Resolver();
    private final StreamTally tally = new StreamTally();

    /// @param loops   the media loops, in the order [MediaLoop] numbers them
    /// @param builtin where the built-in agent listens, if it does
    public NettyAgentStreams(List<EventLoop> loops, AgentOptions options, Supplier<Optional<URI>> builtin) {
        this(loops, options, builtin, new Tls());
    }

    NettyAgentStreams(
            List<EventLoop> loops, AgentOptions options, Supplier<Optional<URI>> builtin, Supplier<SslContext> tls) {
        this.loops = List.copyOf(loops);
        this.options = options;
        this.builtin = builtin;
        this.tls = tls;
    }

    /// What happened on all streams since the start.
    public StreamCounts counts() {
        return tally.counts();
    }

    @Override
    public Opening open(AgentRuntime runtime, MediaLoop loop, Duration budget) {
        var opening = attemptAll(runtime, loops.get(loop.index()), System.nanoTime() + budget.toNanos());
        switch (opening) {
            case Opening.Opened _ -> tally.opened.increment();
            case Opening.Failed _ -> tally.failed.increment();
        }
        return opening;
    }

    @Override
    public void close() {
        resolver.close();
    }

    private Opening attemptAll(AgentRuntime runtime, EventLoop loop, long deadline) {
        try {
            var target = Target.of(uri(runtime));
            var addresses = addresses(runtime, target, deadline);
            for (var left = addresses.size(); left > 1; left--) {
                var knock = knock(runtime, target, tally);
                var opening = attempt(knock, target, addresses.get(addresses.size() - left), loop, deadline, left);
                if (knock.isConnected()) {
                    return opening;
                }
            }
            return attempt(knock(runtime, target, tally), target, addresses.getLast(), loop, deadline, 1);
        } catch (CannotOpen e) {
            return new Opening.Failed(e.why());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Opening.Failed("The opening of the agent's stream was interrupted.");
        }
    }

    private URI uri(AgentRuntime runtime) throws CannotOpen {
        return switch (runtime) {
            case AgentRuntime.Builtin _ ->
                builtin.get().orElseThrow(() -> new CannotOpen("The built-in agent is not running."));
            case AgentRuntime.WebSocket socket -> socket.url();
        };
    }

    /// All addresses of the host, of which none may be private where that is forbidden.
    private List<InetAddress> addresses(AgentRuntime runtime, Target target, long deadline)
            throws CannotOpen, InterruptedException {
        var guarded = options.denyPrivateTargets() && !(runtime instanceof AgentRuntime.Builtin);
        if (guarded && !target.tls()) {
            throw new CannotOpen("The agent's URL begins with ws://, and CHORUS_PRIVATE_TARGETS is deny: use wss://.");
        }
        var addresses = resolver.resolve(target.host(), deadline - System.nanoTime());
        if (guarded && addresses.stream().anyMatch(PrivateAddresses::contain)) {
            throw new CannotOpen("The agent's host " + target.host()
                    + " is at a private address, and CHORUS_PRIVATE_TARGETS is deny.");
        }
        return addresses;
    }

    private Knock knock(AgentRuntime runtime, Target target, StreamTally streams) {
        var headers = runtime instanceof AgentRuntime.WebSocket socket ? socket.headers() : Map.<String, Secret>of();
        return new Knock(target, headers, channel -> new WebSocketStream(channel, options, streams));
    }

    /// @param left how many addresses share the time that is left
    private Opening attempt(Knock knock, Target target, InetAddress address, EventLoop loop, long deadline, int left)
            throws InterruptedException {
        var budget = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()) / left);
        var connecting = connect(knock, target, address, loop);
        try {
            return knock.answer().get(budget, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return knock.giveUp(connecting.channel(), budget);
        } catch (ExecutionException e) {
            throw new IllegalStateException("An answer never fails.", e);
        } catch (InterruptedException e) {
            knock.giveUp(connecting.channel(), budget);
            throw e;
        }
    }

    /// Connects to exactly this address, which was checked.
    private ChannelFuture connect(Knock knock, Target target, InetAddress address, EventLoop loop) {
        var secured = target.tls() ? Optional.of(tls.get()) : Optional.<SslContext>empty();
        var connecting = new Bootstrap()
                .group(loop)
                .channel(isEpoll(loop) ? EpollSocketChannel.class : NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        secured.ifPresent(context -> channel.pipeline().addLast(secure(context, channel, target)));
                        channel.pipeline().addLast(new HttpClientCodec(4096, 8192, 8192), knock);
                    }
                })
                .connect(new InetSocketAddress(address, target.port()));
        connecting.addListener(done -> {
            if (done.cause() != null) {
                knock.fail(connecting.channel(), refusal(done.cause()));
            }
        });
        return connecting;
    }

    private static String refusal(Throwable cause) {
        return cause instanceof ConnectException
                        && String.valueOf(cause.getMessage()).contains("refused")
                ? " refused the connection."
                : " could not be reached: " + Knock.root(cause) + ".";
    }

    /// The handshake's arithmetic, milliseconds of it, happens on other threads than the loop.
    private static SslHandler secure(SslContext context, Channel channel, Target target) {
        return context.newHandler(channel.alloc(), target.host(), target.port(), Thread::startVirtualThread);
    }

    private static boolean isEpoll(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class);
    }
}
