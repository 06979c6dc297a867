package chorus.switchboard;

import chorus.call.EndReason;
import chorus.call.Ending;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls being worked on, from the first look to the last line in the log.
final class AtWork {
    private static final Logger LOG = LoggerFactory.getLogger(AtWork.class);

    private int calls;

    synchronized void begin() {
        calls++;
    }

    synchronized void end() {
        calls--;
        notifyAll();
    }

    /// Runs a call that has begun to its end, whatever happens, and writes its last line.
    ///
    /// @param broken what to do towards the network when the call fails inside
    void run(LogEntry entry, Supplier<Ending> call, Runnable broken) {
        try {
            entry.ended(outcome(entry, call, broken));
        } catch (RuntimeException e) {
            LOG.error(
                    "the end of a call could not be recorded: {} {}",
                    entry.call(),
                    entry.trace().steps(),
                    e);
        } finally {
            end();
        }
    }

    private static Ending outcome(LogEntry entry, Supplier<Ending> call, Runnable broken) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            LOG.error("call {} failed inside", entry.call().id(), e);
            broken.run();
            return EndReason.INTERNAL_FAILURE;
        }
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
