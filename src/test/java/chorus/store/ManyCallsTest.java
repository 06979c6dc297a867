package chorus.store;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.CallHistory.Filter;
import chorus.call.CallHistory.Mark;
import chorus.call.CallHistory.Span;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.phonebook.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A log of 100,000 calls, leafed through and counted. The bounds are loose, for the machine may be busy; what it took
/// is logged.
class ManyCallsTest {
    private static final Logger LOG = LoggerFactory.getLogger(ManyCallsTest.class);
    private static final int MANY = 100_000;
    static final UUID ORGANIZATION = UUID.randomUUID();
    private static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(3);

    private static TestDatabase database;
    private static Store store;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        store = database.open(Clock.systemUTC());
        database.fill(ORGANIZATION, BEGAN, Duration.ofSeconds(8), MANY);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void leafsThroughAllOfThemWithoutAPause() {
        var first = quickly("first page", () -> list(Filter.NONE, span(0, Optional.empty())));
        var last = quickly("last page by offset", () -> list(Filter.NONE, span(MANY - 50, Optional.empty())));
        var middle = mark(list(Filter.NONE, span(MANY / 2, Optional.empty())));
        var behind = quickly("page in the middle by cursor", () -> list(Filter.NONE, span(0, Optional.of(middle))));

        assertThat(first.total()).isEqualTo(MANY);
        assertThat(first.items()).hasSize(50).allMatch(call -> call.transcript().isEmpty() && call.turnCount() == 1);
        assertThat(last.items()).hasSize(50);
        assertThat(behind.items().getFirst().call().createdAt())
                .isEqualTo(middle.createdAt().minusSeconds(8));
    }

    @Test
    void seesEachCallOnceByCursor() {
        var seen = new HashSet<UUID>();
        var page = list(Filter.NONE, span(0, Optional.empty()));
        for (var pages = 0; pages < 20; pages++) {
            page.items().forEach(call -> assertThat(seen.add(call.call().id())).isTrue());
            page = list(Filter.NONE, span(0, Optional.of(mark(page))));
        }
        assertThat(seen).hasSize(1000);
    }

    @Test
    void searchesAndNarrows() {
        var searched =
                quickly("search by part of a number", () -> list(searching("5099999"), span(0, Optional.empty())));
        var failed =
                quickly("failed by blame", () -> list(blamed("agent", CallState.FAILED), span(0, Optional.empty())));

        assertThat(searched.total()).isEqualTo(1);
        assertThat(failed.total()).isEqualTo(MANY / 10);
    }

    @Test
    void countsThem() {
        var to = BEGAN.plus(Duration.ofSeconds(8L * MANY));
        var overview = quickly(
                "overview by hour", () -> store.callFigures().over(ORGANIZATION, BEGAN, to, Duration.ofHours(1)));

        assertThat(overview.counts().stream().mapToInt(count -> count.calls()).sum())
                .isEqualTo(MANY);
        assertThat(overview.counts().stream()
                        .mapToInt(count -> count.answered())
                        .sum())
                .isEqualTo(MANY * 9 / 10);
        var whole = overview.latencies().stream()
                .filter(each -> each.step().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(whole.answer().orElseThrow().half()).isEqualTo(Duration.ofSeconds(1));
        assertThat(whole.firstAudio().orElseThrow().half()).isBetween(Duration.ofMillis(195), Duration.ofMillis(205));
    }

    private static Page<CallRecord> list(Filter filter, Span span) {
        return store.callHistory().list(ORGANIZATION, filter, span);
    }

    private static Span span(int offset, Optional<Mark> behind) {
        return new Span(50, offset, behind, true, false);
    }

    private static Mark mark(Page<CallRecord> page) {
        var last = page.items().getLast().call();
        return new Mark(last.createdAt(), last.id());
    }

    private static Filter searching(String part) {
        return filter(Optional.empty(), Optional.empty(), Optional.of(part));
    }

    private static Filter blamed(String blame, CallState state) {
        return filter(Optional.of(state), Optional.of(blame), Optional.empty());
    }

    private static Filter filter(Optional<CallState> state, Optional<String> blame, Optional<String> search) {
        return new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state,
                Optional.empty(),
                blame,
                search,
                Optional.empty(),
                Optional.empty());
    }

    private static <T> T quickly(String what, Supplier<T> question) {
        var _ = question.get();
        var began = System.nanoTime();
        var answer = question.get();
        var took = Duration.ofNanos(System.nanoTime() - began);
        LOG.info("{}: {} ms", what, took.toMillis());
        assertThat(took).as(what).isLessThan(SOON);
        return answer;
    }
}
