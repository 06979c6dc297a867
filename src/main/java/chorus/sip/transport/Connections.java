package chorus.sip.transport;

import chorus.sip.transport.SipCounters.Event;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The TCP connections that are open or being opened, by whom they lead to. Lives on the loop.
///
/// Each is counted from its first packet until it is closed or did not come about.
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to be done.
final class Connections extends ChannelInitializer<SocketChannel> {
    private final TransportOptions options;
    private final Gate gate;
    private final Map<InetSocketAddress, Channel> open = new HashMap<>();
    private final Map<InetSocketAddress, Outbox> pending = new HashMap<>();
    private final Map<InetAddress, Integer> perSource = new HashMap<>();
    private int counted;

    Connections(TransportOptions options, Gate gate) {
        this.options = options;
        this.gate = gate;
    }

    @Nullable
    Channel to(InetSocketAddress peer) {
        return open.get(peer);
    }

    /// What waits for a connection that is being opened.
    Optional<Outbox> pendingTo(InetSocketAddress peer) {
        return Optional.ofNullable(pending.get(peer));
    }

    boolean mayOpen(InetAddress peer) {
        return counted < options.connections() && perSource.getOrDefault(peer, 0) < options.connectionsPerSource();
    }

    /// Notes that a connection is being opened.
    Outbox opening(InetSocketAddress peer) {
        var outbox = new Outbox();
        pending.put(peer, outbox);
        count(peer.getAddress());
        return outbox;
    }

    /// The connection came about: takes it into use and sends what waited.
    void opened(Channel channel, InetSocketAddress peer, Outbox outbox) {
        pending.remove(peer, outbox);
        adopt(channel, peer);
        outbox.empty(message -> write(channel, message));
    }

    /// The connection did not come about.
    void notOpened(InetSocketAddress peer, Outbox outbox) {
        pending.remove(peer, outbox);
        discount(peer.getAddress());
        outbox.empty(message -> false);
    }

    /// Writes, unless the far side has stopped reading.
    boolean write(Channel channel, byte[] bytes) {
        if (!channel.isActive() || !channel.isWritable()) {
            return false;
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        return true;
    }

    /// A connection that was accepted: unknown sources and those beyond a limit are closed before they are read.
    @Override
    protected void initChannel(SocketChannel channel) {
        var peer = channel.remoteAddress();
        if (!gate.admits(peer.getAddress(), Transport.TCP)) {
            channel.close();
        } else if (!mayOpen(peer.getAddress())) {
            gate.counters().count(Event.CONNECTIONS_CAPPED);
            channel.close();
        } else {
            count(peer.getAddress());
            adopt(channel, peer);
        }
    }

    private void adopt(Channel channel, InetSocketAddress peer) {
        open.put(peer, channel);
        channel.closeFuture().addListener(closed -> forget(channel, peer));
        channel.pipeline()
                .addLast(
                        new IdleStateHandler(0, 0, options.idleSeconds()),
                        new StreamCutter(gate.counters()),
                        new Reader(gate, new Source(peer.getAddress(), peer.getPort(), Transport.TCP)));
    }

    private void forget(Channel channel, InetSocketAddress peer) {
        open.remove(peer, channel);
        discount(peer.getAddress());
    }

    private void count(InetAddress peer) {
        counted++;
        perSource.merge(peer, 1, Integer::sum);
    }

    private void discount(InetAddress peer) {
        counted--;
        perSource.computeIfPresent(peer, (address, count) -> count > 1 ? count - 1 : null);
    }

    private static final class Reader extends SimpleChannelInboundHandler<byte[]> {
        private final Gate gate;
        private final Source source;

        private Reader(Gate gate, Source source) {
            this.gate = gate;
            this.source = source;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext channel, byte[] message) {
            gate.pass(message, source);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext channel, Object event) {
            if (event instanceof IdleStateEvent && !gate.isInUse(source)) {
                gate.counters().count(Event.CONNECTIONS_IDLE);
                channel.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
            channel.close();
        }
    }
}
