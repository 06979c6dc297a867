package chorus.sip.transport;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Keeps flows alive: a stream by its handler, UDP by packets of nothing that hold a NAT's mapping open.
final class Flows {
    private final Streams streams;
    private final Channel datagrams;
    private final Executor loop;
    private final Pace pace;

    Flows(Streams streams, Channel datagrams, Executor loop, Pace pace) {
        this.streams = streams;
        this.datagrams = datagrams;
        this.loop = loop;
        this.pace = pace;
    }

    Flow keep(Target target, FlowListener listener) {
        if (target.transport() == Transport.UDP) {
            var kept = new KeptDatagrams(target);
            loop.execute(kept::rest);
            return () -> loop.execute(kept::stop);
        }
        var kept = new Keeping(listener);
        loop.execute(() -> streams.reach(target, kept));
        return () -> loop.execute(kept::stop);
    }

    /// One listener's interest in a stream. Lives on the loop.
    private final class Keeping implements Outbox.Waiting, FlowListener {
        private final FlowListener listener;
        private @Nullable Channel stream;
        private boolean over;

        private Keeping(FlowListener listener) {
            this.listener = listener;
        }

        @Override
        public void opened(Channel channel) {
            if (over) {
                return;
            }
            if (channel.isActive()) {
                stream = channel;
                KeptStream.of(channel, pace).add(this);
            } else {
                broken("The peer closed the connection.");
            }
        }

        @Override
        public void failed(String why) {
            broken(why);
        }

        @Override
        public void broken(String why) {
            if (!over) {
                over = true;
                listener.broken(why);
            }
        }

        private void stop() {
            over = true;
            if (stream != null && KeptStream.isOn(stream)) {
                KeptStream.of(stream, pace).remove(stream, this);
            }
        }
    }

    /// Lives on the loop.
    @SuppressWarnings("FutureReturnValueIgnored") // A packet lost is followed by another.
    private final class KeptDatagrams {
        private final Target target;
        private @Nullable Future<?> next;
        private boolean over;

        private KeptDatagrams(Target target) {
            this.target = target;
        }

        private void rest() {
            if (!over) {
                var interval = pace.interval().toMillis();
                var part = interval - ThreadLocalRandom.current().nextLong(interval / 5 + 1);
                next = datagrams.eventLoop().schedule(this::send, part, TimeUnit.MILLISECONDS);
            }
        }

        private void send() {
            datagrams.writeAndFlush(new io.netty.channel.socket.DatagramPacket(
                    io.netty.buffer.Unpooled.wrappedBuffer(StreamCutter.PING), target.socketAddress()));
            rest();
        }

        private void stop() {
            over = true;
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}
