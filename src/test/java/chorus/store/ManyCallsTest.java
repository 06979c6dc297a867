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
        Sql.with(database.source(), "make many calls", sql -> {
            sql.run("""
                    insert into calls (id, organization_id, phone_number_id, agent_id, call_sid, provider, direction,
                        customer_number, own_number, context_variables, metadata, state, created_at, started_at, ended_at,
                        ended_reason, ended_sentence, blame, transcript, trace, node, first_audio_ms, cost)
                    select gen_random_uuid(), ?, null, null, 'CA' || n, 'sip', 'inbound', '+1415' || (5000000 + n),
                        '+12025550100', '{}', '{}', case n % 10 when 0 then 'failed' else 'completed' end,
                        ?::timestamptz + n * interval '8 seconds',
                        case n % 10 when 0 then null else ?::timestamptz + n * interval '8 seconds' + interval '1 second' end,
                        ?::timestamptz + n * interval '8 seconds' + interval '61 seconds',
                        case n % 10 when 0 then 'agent_unreachable' else 'caller_hung_up' end, '',
                        case n % 10 when 0 then 'agent' else 'nobody' end,
                        jsonb_build_array(jsonb_build_object('role', 'USER', 'content', repeat(md5(n::text), 100))),
                        jsonb_build_array(jsonb_build_object('atMillis', 1, 'check', 'x', 'against', repeat(md5(n::text), 20),
                            'found', 'y', 'verdict', 'PASSED')),
                        'main', case n % 10 when 0 then null else 100 + n % 200 end,
                        case n % 10 when 0 then null else 0.01 end
                    from generate_series(0, ?) n
                    """, ORGANIZATION, BEGAN, BEGAN, BEGAN, MANY - 1);
            return sql.run("vacuum analyze calls");
        });
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
