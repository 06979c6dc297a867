package chorus.webhook;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// How much is under way to whom: so many attempts at once in all, and so many to each receiver. Safe from any thread.
final class Lanes {
    static final int MOST = 64;
    static final int MOST_OF_A_RECEIVER = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Integer> under = new HashMap<>();
    private int all;
    private boolean closed;
    private boolean news = true;

    /// Receivers that get no more for now.
    Set<String> full() {
        return locked(() -> under.entrySet().stream()
                .filter(lane -> lane.getValue() >= MOST_OF_A_RECEIVER)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    int free(String receiver) {
        return locked(() -> Math.min(MOST - all, MOST_OF_A_RECEIVER - under.getOrDefault(receiver, 0)));
    }

    void enter(String receiver) {
        locked(() -> {
            all++;
            return under.merge(receiver, 1, Integer::sum);
        });
    }

    void leave(String receiver) {
        locked(() -> {
            all--;
            under.computeIfPresent(receiver, (_, count) -> count > 1 ? count - 1 : null);
            news = true;
            changed.signalAll();
            return all;
        });
    }

    /// Waits until something was left, or so long.
    ///
    /// @return false once closed
    boolean awaitMore(Duration longest) {
        return locked(() -> {
            var left = longest.toNanos();
            while (!news && !closed && left > 0) {
                left = awaitNanos(left);
            }
            news = false;
            return !closed;
        });
    }

    boolean closed() {
        return locked(() -> closed);
    }

    void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
            return true;
        });
    }

    void awaitEmpty() {
        locked(() -> {
            var left = PATIENCE.toNanos();
            while (all > 0 && left > 0) {
                left = awaitNanos(left);
            }
            return all;
        });
    }

    @SuppressWarnings("WaitNotInLoop") // Those who call it do so in loops.
    private long awaitNanos(long nanos) {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            closed = true;
            return 0;
        }
    }

    private <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
