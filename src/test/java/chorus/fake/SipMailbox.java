package chorus.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The messages that a [SipPhone] got.
final class SipMailbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> messages = new ArrayList<>();

    void takes(String message) {
        lock.lock();
        try {
            messages.add(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void forgets(Predicate<String> unwanted) {
        lock.lock();
        try {
            messages.removeIf(unwanted);
        } finally {
            lock.unlock();
        }
    }

    List<String> all() {
        lock.lock();
        try {
            return List.copyOf(messages);
        } finally {
            lock.unlock();
        }
    }

    /// The first message of this kind, which may have come already.
    String waitsFor(String what, Duration patience, Predicate<String> wanted) {
        lock.lock();
        try {
            var left = patience.toNanos();
            for (var found = find(wanted); found.isEmpty(); found = find(wanted)) {
                if (left <= 0) {
                    throw new AssertionError(
                            "The phone waited for " + what + " and got:\n" + String.join("\n", messages));
                }
                left = changed.awaitNanos(left);
            }
            return find(wanted).orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError("The phone was interrupted while it waited for " + what + ".", e);
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> find(Predicate<String> wanted) {
        return messages.stream().filter(wanted).findFirst();
    }
}
