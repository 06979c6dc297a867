package chorus.provider;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the lines of one account: a thread that looks at those that are due, together, and puts back what has
/// left.
final class AccountKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountKeeper.class);
    private static final Standing FAILED_HERE =
            new Standing.Unsettled("Something failed here; the log has the details.");
    private static final Duration A_TURN = Duration.ofMinutes(10);

    /// What the keepers of all accounts share.
    record Desks(AccountWork work, Lanes lanes, Rhythm rhythm, InstantSource clock) {}

    private final Desks desks;
    private final String account;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<UUID, KeptLine> lines = new HashMap<>();
    private Optional<Instant> leaversDue = Optional.empty();
    private int leaverFailures;
    private boolean closed;

    AccountKeeper(Desks desks, String account) {
        this.desks = desks;
        this.account = account;
    }

    void attach(Collection<KeptLine> more) {
        under(() -> more.forEach(line -> lines.put(line.number().id(), line)));
    }

    /// Lets go of a line, and looks what is to be put back.
    void detach(UUID id) {
        under(() -> {
            lines.remove(id);
            leaversDue = Optional.of(desks.clock().instant());
        });
    }

    void putBack() {
        under(() -> leaversDue = Optional.of(desks.clock().instant()));
    }

    void close() {
        under(() -> closed = true);
    }

    /// Whether there is nothing to keep, so that the keeper may go.
    boolean isIdle() {
        lock.lock();
        try {
            return closed || (lines.isEmpty() && leaversDue.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /// Works until it was closed, or has nothing to keep.
    @Override
    public void run() {
        try {
            while (awaitWork()) {
                desks.lanes().in(account, A_TURN, this::round);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /// Sets the line up again, whoever changed it, and tells how it stands; to be called in the account's lane.
    void repair(KeptLine line) {
        look(List.of(line), true);
    }

    private boolean awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !(lines.isEmpty() && leaversDue.isEmpty())) {
                var next = Stream.concat(lines.values().stream().map(KeptLine::due), leaversDue.stream())
                        .min(Instant::compareTo)
                        .orElseThrow();
                var wait = Duration.between(desks.clock().instant(), next);
                if (!wait.isPositive()) {
                    return true;
                }
                var _ = changed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void round() {
        putBackLeavers();
        var due = due();
        if (!due.isEmpty()) {
            look(due, false);
        }
    }

    private void look(List<KeptLine> some, boolean repair) {
        var numbers = some.stream().map(KeptLine::number).toList();
        var standings = guarded(() -> desks.work().look(numbers, repair)).orElse(Map.of());
        some.forEach(line -> stand(line, standings.getOrDefault(line.number().id(), FAILED_HERE)));
    }

    private List<KeptLine> due() {
        var now = desks.clock().instant();
        lock.lock();
        try {
            return lines.values().stream()
                    .filter(line -> !line.due().isAfter(now))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void stand(KeptLine line, Standing standing) {
        lock.lock();
        try {
            if (lines.get(line.number().id()) == line) {
                line.stands(standing, desks.clock().instant(), desks.rhythm(), ThreadLocalRandom.current());
            }
        } finally {
            lock.unlock();
        }
    }

    private void putBackLeavers() {
        if (!takeLeaversDue()) {
            return;
        }
        var unsettled = !guarded(() -> desks.work().putBack(account)).orElse(false);
        under(() -> {
            leaverFailures = unsettled ? leaverFailures + 1 : 0;
            if (unsettled && leaversDue.isEmpty()) {
                var pause = desks.rhythm().untilNextTry(leaverFailures - 1, ThreadLocalRandom.current());
                leaversDue = Optional.of(desks.clock().instant().plus(pause));
            }
        });
    }

    /// Whether it is time to look what has left. Whoever leaves from now on makes it time again.
    private boolean takeLeaversDue() {
        lock.lock();
        try {
            var now = desks.clock().instant();
            var due = leaversDue.filter(at -> !at.isAfter(now)).isPresent();
            leaversDue = due ? Optional.empty() : leaversDue;
            return due;
        } finally {
            lock.unlock();
        }
    }

    private interface Work<T> {
        T run();
    }

    private <T> Optional<T> guarded(Work<T> work) {
        try {
            return Optional.of(work.run());
        } catch (RuntimeException e) {
            LOG.error("the lines of account {} could not be looked at", account, e);
            return Optional.empty();
        }
    }

    private void under(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
