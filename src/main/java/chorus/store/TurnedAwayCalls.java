package chorus.store;

import static chorus.store.CallRow.fit;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallState;
import chorus.call.Refusal;
import chorus.call.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The calls that were turned away at the door: repeats are added up, and a source leaves so many records an hour and
/// no more.
final class TurnedAwayCalls {
    static final int RECORDS_PER_SOURCE = 50;
    static final Duration UNKNOWN_WINDOW = Duration.ofHours(1);

    private final DataSource source;
    private final String node;

    TurnedAwayCalls(DataSource source, String node) {
        this.source = source;
        this.node = node;
    }

    /// The source's row is locked first, so that its attempts are counted one after the other, on every node.
    Optional<UUID> record(Call call, Refusal refusal, String from, List<Step> trace) {
        var sender = fit(from);
        return Sql.inTransaction(source, "record a call that was turned away", sql -> {
            var records = recordsThisHour(sql, call, sender);
            var earlier = addedUp(sql, call, refusal, sender, trace);
            if (earlier.isPresent()) {
                return earlier;
            }
            if (records >= RECORDS_PER_SOURCE) {
                count(sql, "unrecorded", call, sender);
                return Optional.empty();
            }
            var end = new CallRow.End(refusal, Optional.empty(), call.createdAt(), CallFacts.NONE);
            new CallRow(call, CallState.FAILED, trace, Optional.of(end), List.of(), Optional.of(sender))
                    .insert(sql, node, " on conflict (id) do nothing");
            count(sql, "records", call, sender);
            return Optional.of(call.id());
        });
    }

    /// How many left no record.
    long unrecorded() {
        return Sql.with(
                source,
                "count the unrecorded calls",
                sql -> sql.number("select coalesce(sum(unrecorded), 0) from unknown_sources"));
    }

    private static int recordsThisHour(Sql sql, Call call, String sender) throws SQLException {
        var hourAgo = call.createdAt().minus(UNKNOWN_WINDOW);
        return Math.toIntExact(sql.number("""
                insert into unknown_sources as s (organization_id, source, hour_began, records, unrecorded)
                values (?, ?, ?, 0, 0)
                on conflict (organization_id, source) do update set
                    records = case when s.hour_began <= ? then 0 else s.records end,
                    hour_began = case when s.hour_began <= ? then excluded.hour_began else s.hour_began end
                returning s.records
                """, call.organizationId(), sender, call.createdAt(), hourAgo, hourAgo));
    }

    /// Adds the attempt to a record of the same number dialled in the last hour, and refused for the same reason.
    private static Optional<UUID> addedUp(Sql sql, Call call, Refusal refusal, String sender, List<Step> trace)
            throws SQLException {
        return sql.first(
                """
                        update calls set attempts = attempts + 1, ended_at = greatest(ended_at, ?), customer_number = ?,
                            call_sid = ?, trace = ?::jsonb
                        where id = (
                            select id from calls
                            where organization_id = ? and unknown_source = ? and own_number = ? and ended_reason = ?
                                and created_at > ?
                            order by created_at desc limit 1)
                        returning id
                        """,
                row -> row.getObject(1, UUID.class),
                call.createdAt(),
                fit(call.customerNumber()),
                fit(call.callSid()),
                Json.write(trace),
                call.organizationId(),
                sender,
                fit(call.ownNumber()),
                refusal.code(),
                call.createdAt().minus(UNKNOWN_WINDOW));
    }

    private static void count(Sql sql, String column, Call call, String sender) throws SQLException {
        sql.run(
                "update unknown_sources set " + column + " = " + column
                        + " + 1 where organization_id = ? and source = ?",
                call.organizationId(),
                sender);
    }
}
