package chorus.agent.builtin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The demo agent, listening on a loopback port with a path that only this process knows.
///
/// It takes 200 conversations at once, on a thread of its own.
public final class BuiltinAgent implements AutoCloseable {
    private static final int MOST_WRITES_A_FLUSH = 64;
    private static final int MOST_MESSAGE_BYTES = 64 * 1024;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("builtin-agent", true), NioIoHandler.newFactory());
    private final AtomicInteger conversations = new AtomicInteger();
    private final String path = secretPath();
    private final Channel door;

    private BuiltinAgent(Speech speech) {
        door = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel caller) {
                        caller.pipeline()
                                .addLast(
                                        new FlushConsolidationHandler(MOST_WRITES_A_FLUSH, true),
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MOST_MESSAGE_BYTES),
                                        new Gate(path, conversations),
                                        new WebSocketServerProtocolHandler(path, null, false, MOST_MESSAGE_BYTES),
                                        new Conversation(speech));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .syncUninterruptibly()
                .channel();
    }

    /// Listens at once; what it says most is put into sound in the background.
    public static BuiltinAgent start(Speech speech) {
        var agent = new BuiltinAgent(speech);
        Thread.startVirtualThread(() -> Arrays.stream(Dialogue.prompts()).forEach(speech::pcmu));
        return agent;
    }

    /// Where it listens, with this process's secret in the path: not for logs.
    public URI uri() {
        var address = (InetSocketAddress) door.localAddress();
        return URI.create("ws://127.0.0.1:" + address.getPort() + path);
    }

    @Override
    public void close() {
        door.close().syncUninterruptibly();
        var _ = loop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
    }

    private static String secretPath() {
        var secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return "/" + HexFormat.of().formatHex(secret);
    }
}
