package chorus.sip.transaction;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// All timers of an endpoint in one heap, run by one tick. Lives on the loop.
///
/// The loop's own scheduler is asked for one wake-up at a time, and only while something waits here.
public final class Timers {
    private static final long TICK_MILLIS = 10;

    private final PriorityQueue<Timer> due = new PriorityQueue<>();
    private final LongSupplier nanoTime;
    private final Wakeup wakeup;
    private boolean awaited;

    /// Runs a task on the loop, in a while.
    @FunctionalInterface
    public interface Wakeup {
        void after(Runnable task, long millis);
    }

    public Timers(LongSupplier nanoTime, Wakeup wakeup) {
        this.nanoTime = nanoTime;
        this.wakeup = wakeup;
    }

    /// One task that waits.
    public static final class Timer implements Comparable<Timer> {
        private final long at;
        private @Nullable Runnable task;

        private Timer(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        /// Lets go of the task at once; the place in the heap is cleared when its time comes.
        public void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Timer other) {
            return Long.signum(at - other.at);
        }

        private void run() {
            var mine = task;
            if (mine != null) {
                task = null;
                mine.run();
            }
        }
    }

    /// The time of this clock, in nanoseconds since whenever.
    public long now() {
        return nanoTime.getAsLong();
    }

    public Timer start(Duration delay, Runnable task) {
        return startAt(now() + delay.toNanos(), task);
    }

    /// @param at as [#now] tells it
    public Timer startAt(long at, Runnable task) {
        var timer = new Timer(at, task);
        due.add(timer);
        await();
        return timer;
    }

    /// Runs what is due. Called by the tick, and by tests that own their clock.
    public void run() {
        var now = nanoTime.getAsLong();
        for (var next = due.peek(); next != null && next.at - now <= 0; next = due.peek()) {
            due.poll();
            next.run();
        }
    }

    int size() {
        return due.size();
    }

    private void await() {
        if (!awaited && !due.isEmpty()) {
            awaited = true;
            wakeup.after(this::tick, TICK_MILLIS);
        }
    }

    private void tick() {
        awaited = false;
        try {
            run();
        } finally {
            await();
        }
    }
}
