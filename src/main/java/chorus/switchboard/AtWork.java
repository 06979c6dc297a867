package chorus.switchboard;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Counts the calls being worked on, from the first look to the last line in the log.
final class AtWork {
    private int calls;

    synchronized void begin() {
        calls++;
    }

    synchronized void end() {
        calls--;
        notifyAll();
    }

    /// Blocks until nothing is worked on, or `patience` is spent.
    synchronized void awaitNothing(Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        try {
            while (calls > 0 && System.nanoTime() < deadline) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
