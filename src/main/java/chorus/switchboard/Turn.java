package chorus.switchboard;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One call's place in its number's line. Its call's own thread waits on it.
final class Turn implements AutoCloseable {
    /// The first of a line looks this often for what nobody tells it: changed limits.
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Queues queues;
    private final UUID lineId;
    private final LiveCall live;
    private final Semaphore woken = new Semaphore(0);

    Turn(Queues queues, UUID lineId, LiveCall live) {
        this.queues = queues;
        this.lineId = lineId;
        this.live = live;
        live.whenWished(_ -> wake());
    }

    UUID lineId() {
        return lineId;
    }

    UUID callId() {
        return live.call().id();
    }

    void wake() {
        woken.release();
    }

    /// Blocks until the call is the first of its line, the number's pace allows it and `attempt` is true.
    ///
    /// @param attempt tries to take what the call needs
    /// @return false when somebody wants the call to end, or `patience` is spent
    boolean await(Duration patience, Supplier<Boolean> attempt) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (live.wished().isEmpty() && System.nanoTime() - deadline < 0) {
            var pause = LOOK_NANOS;
            if (queues.isFirst(this)) {
                pause = Math.min(pause, queues.begins(lineId) - System.nanoTime());
                if (pause <= 0 && attempt.get()) {
                    return true;
                }
            }
            if (!sleep(Math.min(pause <= 0 ? LOOK_NANOS : pause, deadline - System.nanoTime()))) {
                return false;
            }
        }
        return false;
    }

    /// The call begins: the next one of the number waits as its pace demands.
    void begin(int callsPerSecond) {
        queues.began(lineId, TimeUnit.SECONDS.toNanos(1) / Math.max(1, callsPerSecond));
        close();
    }

    /// Leaves the line.
    @Override
    public void close() {
        queues.leave(this);
    }

    private boolean sleep(long nanos) {
        try {
            if (woken.tryAcquire(Math.max(1, nanos), TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
