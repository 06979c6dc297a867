package chorus.mediastream;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.audio.Holding;
import chorus.audio.PlayoutQueue;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A caller whom we let wait: it hears the sound of hold, while what the agent says passes unheard in its time.
///
/// Owned by the media loop of the call.
public final class OnHold {
    private static final int FRAME_MILLIS = 20;
    private static final int FRAME_BYTES = FRAME_MILLIS * AudioFormat.BYTES_PER_MS;
    private static final int MOST_MILLIS = 120_000;
    private static final int MOST_MARKS = 1_000;

    private final PlayoutQueue queue = new PlayoutQueue(MOST_MILLIS, MOST_MARKS);
    private final Holding holding;
    private final Outlet outlet;
    private final PlayoutQueue.Marks marks;
    private final Future<?> clock;
    private final byte[] sound = new byte[FRAME_BYTES];
    private final Frame frame = new Frame();

    /// The way to the caller's ear.
    public interface Outlet {
        /// @return false when it was dropped
        boolean play(Frame frame);

        /// Drops what was sent and not heard yet.
        void clear();
    }

    /// @param marks hears of those that pass
    public OnHold(HoldSound sound, Outlet outlet, EventLoop loop, PlayoutQueue.Marks marks) {
        this.holding = new Holding(sound);
        this.outlet = outlet;
        this.marks = marks;
        this.clock = loop.scheduleAtFixedRate(this::tick, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
    }

    public boolean play(Frame said) {
        return queue.offer(said.bytes(), said.offset(), said.length());
    }

    public void mark(String name) {
        if (queue.bytes() == 0 || !queue.mark(name)) {
            marks.reached(name, 0, false);
        }
    }

    public void clear() {
        queue.clear(marks);
    }

    public void stop() {
        clock.cancel(false);
    }

    /// Ends it: what has not passed yet is heard after all.
    public void end(Consumer<Frame> play, Consumer<String> mark) {
        stop();
        outlet.clear();
        while (queue.bytes() > 0) {
            var count = queue.take(sound, 0, FRAME_BYTES);
            play.accept(frame.over(AudioFormat.PCMU, sound, 0, count));
            queue.reportReached((name, _, _) -> mark.accept(name));
        }
    }

    private void tick() {
        queue.pass(FRAME_BYTES, marks);
        holding.fill(AudioFormat.PCMU, sound, FRAME_BYTES);
        outlet.play(frame.over(AudioFormat.PCMU, sound, 0, FRAME_BYTES));
    }
}
