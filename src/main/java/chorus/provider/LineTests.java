package chorus.provider;

import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.Preflight;
import chorus.phonebook.Preflight.Verdict;
import chorus.phonebook.Preflights;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at lines: when somebody asks, and on schedule.
public final class LineTests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineTests.class);
    private static final int MOST_AT_ONCE = 8;
    private static final int ROUND_SECONDS = 60;

    private final Providers providers;
    private final TestCalls calls;
    private final PhoneNumbers numbers;
    private final Preflights looks;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("line-tests").factory());

    public LineTests(Providers providers, TestCalls calls, PhoneNumbers numbers, Preflights looks, Clock clock) {
        this.providers = providers;
        this.calls = calls;
        this.numbers = numbers;
        this.looks = looks;
        this.clock = clock;
    }

    /// What came of an order to look.
    public sealed interface Outcome {
        record Looked(Preflight look) implements Outcome {}

        /// As many lines as may be looked at together are being looked at.
        record Busy() implements Outcome {}

        /// No provider here carries the number.
        record NotCarried(String why) implements Outcome {}
    }

    /// Begins to look at what is due, once a minute.
    public void start() {
        var _ = rounds.scheduleWithFixedDelay(this::round, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    }

    /// Why the order's call may not be made from this number now; empty when it may, or there is none.
    public Optional<Refusal> refusal(PhoneNumber number, Preflight.Order order) {
        return order.loopTo().flatMap(to -> calls.refusal(number, to));
    }

    /// Blocks until the line was looked at.
    public Outcome look(PhoneNumber number, Preflight.Order order, Preflight.Cause cause) {
        var provider = providers.carrying(number.trunk());
        if (provider.isEmpty()) {
            return new Outcome.NotCarried(providers.status(number).why());
        }
        if (!places.tryAcquire()) {
            return new Outcome.Busy();
        }
        try {
            var at = clock.instant();
            var steps = provider.get().test(number, order, calls);
            var look = new Preflight(UUID.randomUUID(), number.id(), cause, at, steps);
            looks.add(look);
            return new Outcome.Looked(look);
        } finally {
            places.release();
        }
    }

    public Preflights kept() {
        return looks;
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }

    private void round() {
        try {
            due().forEach(due -> Thread.startVirtualThread(() -> look(due)));
        } catch (RuntimeException e) {
            LOG.error("the lines due for a test could not be looked up", e);
        }
    }

    private List<Preflights.Due> due() {
        return looks.takeDue(clock.instant(), MOST_AT_ONCE);
    }

    private void look(Preflights.Due due) {
        try {
            numbers.find(due.organizationId(), due.numberId())
                    .map(number -> look(number, due.order(), Preflight.Cause.SCHEDULED))
                    .ifPresent(outcome -> tell(due, outcome));
        } catch (RuntimeException e) {
            LOG.error("the line of number {} could not be looked at", due.numberId(), e);
        }
    }

    private static void tell(Preflights.Due due, Outcome outcome) {
        switch (outcome) {
            case Outcome.Looked(var look)
            when look.verdict() == Verdict.FAILED ->
                look.steps().stream()
                        .filter(step -> step.verdict() == Verdict.FAILED)
                        .findFirst()
                        .ifPresent(step -> LOG.warn(
                                "the scheduled test of number {} failed at {}: {} {}",
                                due.numberId(),
                                step.check(),
                                step.found(),
                                step.change()));
            case Outcome.Looked _ -> {}
            case Outcome.Busy _ -> LOG.warn("the scheduled test of number {} found no place", due.numberId());
            case Outcome.NotCarried(var why) ->
                LOG.warn("the scheduled test of number {} is not possible: {}", due.numberId(), why);
        }
    }
}
