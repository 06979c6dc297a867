package chorus.provider;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one at a time set things up in an account; different accounts never wait for each other.
///
/// Calls are not set up here: nobody waits for a check to hang up. Safe to use from any thread.
public final class Lanes {
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    /// @param users who holds it or waits for it; a lane that nobody uses is gone
    private record Lane(ReentrantLock lock, int users) {
        Lane with(int more) {
            return new Lane(lock, users + more);
        }
    }

    /// @return false when the turn did not come in time, or the wait was broken off
    public boolean in(String account, Duration patience, Runnable work) {
        var lane = lanes.compute(
                account, (_, known) -> (known == null ? new Lane(new ReentrantLock(true), 0) : known).with(1));
        try {
            if (!lane.lock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            try {
                work.run();
                return true;
            } finally {
                lane.lock().unlock();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lanes.computeIfPresent(account, (_, known) -> known.users() == 1 ? null : known.with(-1));
        }
    }
}
