package chorus.store;

import chorus.call.CallFigures;
import chorus.call.CallState;
import chorus.call.Direction;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Figures, counted by the database from the index `calls_figures` alone.
final class JdbcCallFigures implements CallFigures {
    private static final String COUNTS = """
            select date_bin(?::bigint * interval '1 second', created_at, ?::timestamptz) as f_step,
                direction as f_direction, ended_reason as f_reason, blame as f_blame, count(*) as f_calls,
                count(started_at) as f_answered,
                coalesce(sum(extract(epoch from ended_at - started_at) * 1000), 0)::bigint as f_talked,
                coalesce(sum(cost), 0) as f_spent
            from calls where organization_id = ? and created_at >= ? and created_at < ?
            group by 1, 2, 3, 4
            """;

    private static final String LATENCIES = """
            select step as f_step,
                percentile_disc(array[0.5, 0.95, 0.99]) within group (order by answer_ms) as f_answer,
                percentile_disc(array[0.5, 0.95, 0.99]) within group (order by first_audio_ms) as f_first_audio,
                percentile_disc(array[0.5, 0.95, 0.99]) within group (order by turn_ms) as f_turn
            from (
                select date_bin(?::bigint * interval '1 second', created_at, ?::timestamptz) as step, first_audio_ms, turn_ms,
                    case when direction = 'inbound'
                        then (extract(epoch from started_at - created_at) * 1000)::bigint end as answer_ms
                from calls
                where organization_id = ? and created_at >= ? and created_at < ? and started_at is not null) answered
            group by grouping sets ((step), ())
            """;

    private final DataSource source;

    JdbcCallFigures(DataSource source) {
        this.source = source;
    }

    @Override
    public Overview over(UUID organizationId, Instant from, Instant to, Duration step) {
        return Sql.overIndexes(source, "count the calls", sql -> {
            Object[] span = {step.toSeconds(), from, organizationId, from, to};
            return new Overview(
                    sql.all(COUNTS, JdbcCallFigures::count, span),
                    sql.all(LATENCIES, JdbcCallFigures::latencies, span));
        });
    }

    @Override
    public Map<CallState, Integer> now(UUID organizationId) {
        var counted = new EnumMap<CallState, Integer>(CallState.class);
        Sql.with(
                        source,
                        "count the calls that run",
                        sql -> sql.all(
                                "select state, count(*) from calls where organization_id = ? and state = any(?) group by 1",
                                row -> Map.entry(Words.in(CallState.class, row.getString(1)), row.getInt(2)),
                                organizationId,
                                new String[] {
                                    CallState.QUEUED.code(), CallState.RINGING.code(), CallState.IN_PROGRESS.code()
                                }))
                .forEach(count -> counted.put(count.getKey(), count.getValue()));
        return counted;
    }

    private static Count count(ResultSet row) throws SQLException {
        var f = new Columns(row, "f");
        return new Count(
                f.instant("step"),
                Words.in(Direction.class, f.text("direction")),
                f.textIfAny("reason"),
                f.textIfAny("blame"),
                f.integer("calls"),
                f.integer("answered"),
                Duration.ofMillis(f.whole("talked")),
                f.decimalIfAny("spent").map(OrganizationRow::plain).orElse(BigDecimal.ZERO));
    }

    private static Latencies latencies(ResultSet row) throws SQLException {
        var f = new Columns(row, "f");
        return new Latencies(
                f.instantIfAny("step"),
                percentiles(row, "f_answer"),
                percentiles(row, "f_first_audio"),
                percentiles(row, "f_turn"));
    }

    private static Optional<Percentiles> percentiles(ResultSet row, String label) throws SQLException {
        var array = row.getArray(label);
        if (array == null || !(array.getArray() instanceof Long[] millis) || millis[0] == null) {
            return Optional.empty();
        }
        return Optional.of(new Percentiles(
                Duration.ofMillis(millis[0]), Duration.ofMillis(millis[1]), Duration.ofMillis(millis[2])));
    }
}
