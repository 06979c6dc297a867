package chorus.sip.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All timers of an endpoint on one wheel: each tick has a slot, and what waits for longer than one turn of the wheel
/// is passed over until its turn. Starting and canceling cost the same however many wait. Lives on the loop.
///
/// The loop's own scheduler is asked for one wake-up at a time, and only while something waits here.
public final class Timers {
    private static final long TICK_MILLIS = 10;
    private static final long TICK = Duration.ofMillis(TICK_MILLIS).toNanos();

    /// A turn takes 41 s, longer than the 32 s that most timers run.
    private static final int SLOTS = 4_096;

    private final List<List<Timer>> wheel = Stream.generate(() -> (List<Timer>) new ArrayList<Timer>(0))
            .limit(SLOTS)
            .toList();
    private final LongSupplier nanoTime;
    private final Wakeup wakeup;
    private final long began;

    /// The tick whose slot is to be run next.
    private long next;

    private int waiting;
    private boolean awaited;

    /// Runs a task on the loop, in a while.
    @FunctionalInterface
    public interface Wakeup {
        void after(Runnable task, long millis);
    }

    public Timers(LongSupplier nanoTime, Wakeup wakeup) {
        this.nanoTime = nanoTime;
        this.wakeup = wakeup;
        this.began = nanoTime.getAsLong();
    }

    /// One task that waits.
    public final class Timer {
        private final long tick;
        private int place;
        private @Nullable Runnable task;

        private Timer(long tick, Runnable task) {
            this.tick = tick;
            this.task = task;
        }

        /// Leaves the wheel at once. Does nothing once the task has run.
        public void cancel() {
            if (task != null) {
                task = null;
                remove(this);
            }
        }

        private void run() {
            var mine = task;
            if (mine != null) {
                cancel();
                mine.run();
            }
        }
    }

    /// The time of this clock, in nanoseconds since whenever.
    public long now() {
        return nanoTime.getAsLong();
    }

    /// Runs the task once the delay is over: on the tick after it, never before.
    public Timer start(Duration delay, Runnable task) {
        return startAt(now() + delay.toNanos(), task);
    }

    /// @param at as [#now] tells it; what is past runs on the next tick
    public Timer startAt(long at, Runnable task) {
        var timer = new Timer(Math.max(at - began, elapsed()) / TICK + 1, task);
        var slot = slot(timer.tick);
        timer.place = slot.size();
        slot.add(timer);
        waiting++;
        await();
        return timer;
    }

    /// Runs what is due. Called by the tick, and by tests that own their clock.
    public void run() {
        var now = elapsed() / TICK;
        next = Math.max(next, now - SLOTS + 1); // after a long pause, one turn finds everything
        while (next <= now) {
            for (var timer : List.copyOf(slot(next))) {
                if (timer.tick <= next) {
                    timer.run();
                }
            }
            next++;
        }
    }

    int size() {
        return waiting;
    }

    /// The last one of the slot takes the free place.
    private void remove(Timer timer) {
        var slot = slot(timer.tick);
        var last = slot.removeLast();
        if (last != timer) {
            slot.set(timer.place, last);
            last.place = timer.place;
        }
        waiting--;
    }

    private List<Timer> slot(long tick) {
        return wheel.get((int) (tick % SLOTS));
    }

    private long elapsed() {
        return now() - began;
    }

    private void await() {
        if (!awaited && waiting > 0) {
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
