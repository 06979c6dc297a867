package chorus.provider.twilio;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Takeover;
import chorus.phonebook.Takeovers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the lines of one account: a thread that looks at those that are due, together, and puts back what has
/// left.
final class AccountKeeper implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AccountKeeper.class);
    private static final Duration A_TURN = Duration.ofMinutes(10);

    /// What the keepers of all accounts share.
    ///
    /// @param pointing absent while nobody knows where Twilio would reach us: numbers can only be put back then
    record Desks(
            AccountDesk desk,
            Optional<Pointing> pointing,
            PuttingBack puttingBack,
            Takeovers takeovers,
            Lanes lanes,
            Rhythm rhythm,
            InstantSource clock) {}

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

    /// Points the line at us again, whoever changed it, and tells how it stands; to be called in the account's
    /// lane.
    void repair(KeptLine line) {
        stand(line, desks.desk().find(line.account(), line.number().number(), TwilioRest.PATIENCE), true);
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
        var byAccess = due().stream().collect(Collectors.groupingBy(KeptLine::account));
        byAccess.forEach((access, some) -> {
            var numbers = some.stream().map(line -> line.number().number()).collect(Collectors.toSet());
            var findings = guarded(() -> desks.desk().find(access, numbers, TwilioRest.PATIENCE));
            some.forEach(line -> stand(
                    line,
                    findings.map(found -> found.get(line.number().number()))
                            .orElseGet(() -> new Finding.Unknown("Something failed here; the log has the details.")),
                    false));
        });
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

    private void stand(KeptLine line, Finding finding, boolean repair) {
        var standing = guarded(() -> standing(line, finding, repair))
                .orElseGet(() -> new Standing.Unsettled("Something failed here; the log has the details."));
        lock.lock();
        try {
            if (lines.get(line.number().id()) == line) {
                line.stands(standing, desks.clock().instant(), desks.rhythm(), ThreadLocalRandom.current());
            }
        } finally {
            lock.unlock();
        }
    }

    private Standing standing(KeptLine line, Finding finding, boolean repair) {
        return switch (finding) {
            case Finding.Present(var found) ->
                desks.pointing().orElseThrow().stand(line.number(), line.account(), found, repair);
            case Finding.CallerIdOnly() -> new Standing.Ready(callerIdOnly(line.number()));
            case Finding.Wrong(var problem) -> new Standing.Failed(problem.field() + " " + problem.message() + ".");
            case Finding.Unknown(var why) -> new Standing.Unsettled(why);
        };
    }

    private String callerIdOnly(PhoneNumber number) {
        return number.number() + " is a caller id verified in account " + account
                + ", not a number of it: calls can be placed from it, and none come in.";
    }

    private void putBackLeavers() {
        if (!takeLeaversDue()) {
            return;
        }
        var unsettled = guarded(this::unsettledLeavers).orElse(true);
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

    private boolean unsettledLeavers() {
        var left = new ArrayList<Takeover>();
        for (var takeover : desks.takeovers().left()) {
            if (takeover.access().account().equals(account)
                    && !desks.puttingBack().settle(takeover)) {
                left.add(takeover);
            }
        }
        return !left.isEmpty();
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
