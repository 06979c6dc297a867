package chorus.sip.transport;

import chorus.sip.transport.SipCounters.Event;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sends over connections, and opens those that are missing. Lives on the loop.
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a write is the matter of the timers above.
final class Streams {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REMEMBERED = 1_000;

    /// How the native transport begins what the system said.
    private static final Pattern SYSTEM_CALL =
            Pattern.compile("^\\w+\\(\\.\\.\\) failed(?: with error\\(-?\\d+\\))?: ");

    private final EventLoop loop;
    private final Native channels;
    private final SipCounters counters;
    private final Connections connections;
    private final Optional<TlsContexts> tls;
    /// Why the last attempt to reach a peer failed.
    private final Map<Target, String> troubles = new LinkedHashMap<>();

    Streams(EventLoop loop, Native channels, SipCounters counters, Connections connections, Optional<TlsContexts> tls) {
        this.loop = loop;
        this.channels = channels;
        this.counters = counters;
        this.connections = connections;
        this.tls = tls;
    }

    Optional<String> trouble(Target target) {
        return Optional.ofNullable(troubles.get(target));
    }

    void send(byte[] message, Target target, Runnable failed) {
        reach(target, new Outbox.Waiting() {
            @Override
            public void opened(Channel channel) {
                if (!write(channel, message)) {
                    failed("The peer has stopped reading.");
                }
            }

            @Override
            public void failed(String why) {
                counters.count(Event.UNSENDABLE);
                loop.execute(failed);
            }
        });
    }

    /// Tells of the connection to this peer: at once when it is open. One is opened, however many wait for it.
    void reach(Target target, Outbox.Waiting waiting) {
        var connection = connections.to(target);
        if (connection != null) {
            waiting.opened(connection);
            return;
        }
        var pending = connections.pendingTo(target);
        if (pending.isEmpty() && !connections.mayOpen()) {
            counters.count(Event.CONNECTIONS_CAPPED);
            waiting.failed("As many connections as may be are open.");
            return;
        }
        var outbox = pending.orElseGet(() -> connections.opening(target));
        if (!outbox.add(waiting)) {
            waiting.failed("Too much waits for the connection to " + target + ".");
        }
        if (pending.isEmpty()) {
            connect(target, outbox);
        }
    }

    /// Writes, unless the far side has stopped reading.
    private static boolean write(Channel channel, byte[] bytes) {
        if (!channel.isActive() || !channel.isWritable()) {
            return false;
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        return true;
    }

    private void connect(Target target, Outbox outbox) {
        if (target.transport() == Transport.TLS && tls.isEmpty()) {
            notOpened(target, outbox, "TLS is not set up here.");
            return;
        }
        var bootstrap = new Bootstrap()
                .group(loop)
                .channel(channels.connections())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter());
        channels.patience().forEach(bootstrap::option);
        bootstrap.connect(target.socketAddress()).addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                notOpened(target, outbox, "There is no connection to " + target + ": " + reason(done.cause()) + ".");
            } else if (target.transport() == Transport.TLS) {
                secure((SocketChannel) done.channel(), target, outbox);
            } else {
                connections.equip(done.channel(), target);
                opened(done.channel(), target, outbox);
            }
        });
    }

    private void secure(SocketChannel channel, Target target, Outbox outbox) {
        var handler = tls.orElseThrow().connecting(channel, target);
        channel.pipeline().addLast(handler);
        connections.equip(channel, target);
        handler.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                opened(channel, target, outbox);
            } else {
                counters.count(Event.TLS_FAILED);
                channel.close();
                notOpened(
                        target, outbox, "The TLS handshake with " + target + " failed: " + reason(done.cause()) + ".");
            }
        });
    }

    private void opened(Channel channel, Target target, Outbox outbox) {
        troubles.remove(target);
        connections.opened(channel, target, outbox);
    }

    private void notOpened(Target target, Outbox outbox, String why) {
        if (troubles.size() >= REMEMBERED) {
            troubles.clear();
        }
        troubles.put(target, why);
        connections.notOpened(target, outbox, why);
    }

    private static String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        var message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        var said = switch (root) {
            case CertificateExpiredException _ -> "its certificate has expired, " + message;
            case CertPathBuilderException _, SignatureException _ -> "its certificate is not signed by anyone we trust";
            default -> SYSTEM_CALL.matcher(message).replaceFirst("");
        };
        return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
    }
}
