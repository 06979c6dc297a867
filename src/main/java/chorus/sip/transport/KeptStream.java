package chorus.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks over a stream whether the peer lives, and closes it when no answer comes (RFC 5626 §4.4.1).
///
/// Whatever arrives is a sign of life. Many peers know nothing of these questions: one that never answered any is
/// only sent them, and whether it lives is left to TCP, which breaks a connection whose packets nobody takes.
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a write shows in the answer that stays away.
final class KeptStream extends ChannelInboundHandlerAdapter {
    private final Pace pace;
    private final List<FlowListener> listeners = new ArrayList<>();
    private @Nullable Future<?> next;
    private String end = "The peer closed the connection.";

    private KeptStream(Pace pace) {
        this.pace = pace;
    }

    /// The one of this channel, made when there is none.
    static KeptStream of(Channel channel, Pace pace) {
        var there = channel.pipeline().get(KeptStream.class);
        if (there != null) {
            return there;
        }
        var made = new KeptStream(pace);
        var cutter = channel.pipeline().context(StreamCutter.class);
        channel.pipeline().addBefore(cutter.name(), KeptStream.class.getSimpleName(), made);
        return made;
    }

    static boolean isOn(Channel channel) {
        return channel.pipeline().get(KeptStream.class) != null;
    }

    void add(FlowListener listener) {
        listeners.add(listener);
    }

    void remove(Channel channel, FlowListener listener) {
        listeners.remove(listener);
        if (listeners.isEmpty() && isOn(channel)) {
            channel.pipeline().remove(this);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext channel) {
        rest(channel);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext channel) {
        stop();
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object bytes) {
        rest(channel);
        channel.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        stop();
        var told = List.copyOf(listeners);
        listeners.clear();
        told.forEach(listener -> listener.broken(end));
        channel.fireChannelInactive();
    }

    /// Waits for the next question, at 80 to 100 % of the interval, so that many do not ask at once.
    private void rest(ChannelHandlerContext channel) {
        var interval = pace.interval().toMillis();
        var part = interval - ThreadLocalRandom.current().nextLong(interval / 5 + 1);
        plan(channel, () -> ask(channel), part);
    }

    private void ask(ChannelHandlerContext channel) {
        channel.pipeline().get(StreamCutter.class).expectPong();
        channel.writeAndFlush(Unpooled.wrappedBuffer(StreamCutter.PING));
        plan(channel, () -> giveUp(channel), pace.answer().toMillis());
    }

    private void giveUp(ChannelHandlerContext channel) {
        if (!channel.pipeline().get(StreamCutter.class).hasAnswered()) {
            rest(channel);
            return;
        }
        end = "The peer did not answer the keep-alive within " + pace.answer().toMillis() + " ms.";
        channel.close();
    }

    private void plan(ChannelHandlerContext channel, Runnable task, long millis) {
        stop();
        next = channel.executor().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }
}
