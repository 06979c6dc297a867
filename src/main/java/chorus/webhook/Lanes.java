package chorus.webhook;

import chorus.call.Deliveries.Receiver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// How much is under way to whom: so many attempts at once in all, so many for each organization, and so many to each
/// address. Safe from any thread.
final class Lanes {
    static final int MOST = 64;
    static final int MOST_OF_AN_ORGANIZATION = 8;
    static final int MOST_TO_AN_ADDRESS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UUID, Integer> organizations = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();
    private int all;
    private boolean closed;
    private boolean news = true;

    /// Organizations that get no more for now.
    Set<UUID> fullOrganizations() {
        return locked(() -> full(organizations, MOST_OF_AN_ORGANIZATION));
    }

    /// Addresses that get no more for now.
    Set<String> fullAddresses() {
        return locked(() -> full(addresses, MOST_TO_AN_ADDRESS));
    }

    int free(Receiver receiver) {
        return locked(() -> Math.min(
                MOST - all,
                Math.min(
                        MOST_OF_AN_ORGANIZATION - organizations.getOrDefault(receiver.organizationId(), 0),
                        MOST_TO_AN_ADDRESS - addresses.getOrDefault(receiver.address(), 0))));
    }

    void enter(Receiver receiver) {
        locked(() -> {
            organizations.merge(receiver.organizationId(), 1, Integer::sum);
            addresses.merge(receiver.address(), 1, Integer::sum);
            return ++all;
        });
    }

    void leave(Receiver receiver) {
        locked(() -> {
            organizations.computeIfPresent(receiver.organizationId(), (_, count) -> count > 1 ? count - 1 : null);
            addresses.computeIfPresent(receiver.address(), (_, count) -> count > 1 ? count - 1 : null);
            news = true;
            changed.signalAll();
            return --all;
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

    private static <K> Set<K> full(Map<K, Integer> lanes, int most) {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getValue() >= most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
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
