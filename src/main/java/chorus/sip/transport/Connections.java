package chorus.sip.transport;

import chorus.sip.transport.SipCounters.Event;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The TCP and TLS connections that are open or being opened, by whom they lead to. Lives on the loop.
///
/// Each is counted from its first packet until it is closed or did not come about. One that we opened is found under
/// the name that it was opened for, and its certificate proved, and under no other; one that was accepted proved none,
/// and serves only to go back over it (RFC 5923 §8.1).
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to be done.
final class Connections {
    private static final int MOST_OPENED = 20_000;

    private final TransportOptions options;
    private final Gate gate;
    private final Map<Target, Channel> open = new HashMap<>();
    private final Map<Target, Outbox> pending = new HashMap<>();
    private final Map<InetAddress, Integer> acceptedFrom = new HashMap<>();
    private int accepted;
    private int opened;

    Connections(TransportOptions options, Gate gate) {
        this.options = options;
        this.gate = gate;
    }

    @Nullable
    Channel to(Target peer) {
        return open.get(peer.connection());
    }

    /// What waits for a connection that is being opened.
    Optional<Outbox> pendingTo(Target peer) {
        return Optional.ofNullable(pending.get(peer.connection()));
    }

    /// Whether we may open one more. Those that we open and those that we accept do not take each other's places, so
    /// that strangers cannot keep us from our registrars.
    boolean mayOpen() {
        return opened < MOST_OPENED;
    }

    private boolean mayAccept(InetAddress peer) {
        return accepted < options.connections() && acceptedFrom.getOrDefault(peer, 0) < options.connectionsPerSource();
    }

    /// Notes that a connection is being opened.
    Outbox opening(Target peer) {
        var outbox = new Outbox();
        pending.put(peer.connection(), outbox);
        opened++;
        return outbox;
    }

    /// The connection came about: takes it into use and tells those that waited.
    void opened(Channel channel, Target peer, Outbox outbox) {
        pending.remove(peer.connection(), outbox);
        adopt(channel, peer, () -> opened--);
        outbox.empty(waiting -> waiting.opened(channel));
    }

    /// The connection did not come about.
    void notOpened(Target peer, Outbox outbox, String why) {
        pending.remove(peer.connection(), outbox);
        opened--;
        outbox.empty(waiting -> waiting.failed(why));
    }

    /// Takes connections that were accepted: unknown sources and those beyond a limit are closed before they are read.
    ///
    /// @param tls present where TLS is spoken
    ChannelInitializer<SocketChannel> accepting(Transport transport, Optional<TlsContexts> tls) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                accept(channel, transport, tls);
            }
        };
    }

    private void accept(SocketChannel channel, Transport transport, Optional<TlsContexts> tls) {
        var remote = channel.remoteAddress();
        if (!gate.admits(remote.getAddress(), transport)) {
            gate.drop(new Source(remote.getAddress(), remote.getPort(), transport), ByteBuffer.allocate(0));
            channel.close();
        } else if (!mayAccept(remote.getAddress())) {
            gate.counters().count(Event.CONNECTIONS_CAPPED);
            channel.close();
        } else {
            var peer = new Target(remote.getAddress(), remote.getPort(), transport);
            count(peer.address());
            tls.map(contexts -> contexts.accepting(channel)).ifPresent(handler -> secure(channel, handler));
            equip(channel, peer);
            adopt(channel, peer, () -> discount(peer.address()));
        }
    }

    private void secure(SocketChannel channel, SslHandler handler) {
        channel.pipeline().addLast(handler);
        handler.handshakeFuture().addListener(done -> {
            if (!done.isSuccess()) {
                gate.counters().count(Event.TLS_FAILED);
                channel.close();
            }
        });
    }

    /// What reads a stream.
    void equip(Channel channel, Target peer) {
        channel.pipeline()
                .addLast(
                        new IdleStateHandler(0, 0, options.idleSeconds()),
                        new StreamCutter(gate.counters()),
                        new StreamReader(
                                gate, new Source(peer.address(), peer.port(), peer.transport(), peer.serverName())));
    }

    private void adopt(Channel channel, Target peer, Runnable gone) {
        open.put(peer.connection(), channel);
        channel.closeFuture().addListener(closed -> {
            open.remove(peer.connection(), channel);
            gone.run();
        });
    }

    private void count(InetAddress peer) {
        accepted++;
        acceptedFrom.merge(peer, 1, Integer::sum);
    }

    private void discount(InetAddress peer) {
        accepted--;
        acceptedFrom.computeIfPresent(peer, (address, count) -> count > 1 ? count - 1 : null);
    }
}
