package chorus.store;

import chorus.call.Call;
import chorus.call.CallLog;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.call.Transfer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The call log. Each event commits by itself, so it is durable when its method returns; a state that is final is never
/// written over.
final class JdbcCallLog implements CallLog {
    private static final Step END_UNKNOWN = new Step(
            0,
            "ended: " + EndReason.SERVER_LOST.code(),
            "",
            "The time of its end is not known; the time of its answer, or else of its beginning, stands for it.",
            Step.Verdict.NOTED);

    private static final String AT_THE_END = """
             on conflict (id) do update set agent_id = excluded.agent_id, state = excluded.state,
                trace = excluded.trace, transcript = excluded.transcript,
                started_at = coalesce(calls.started_at, excluded.started_at), ended_at = excluded.ended_at,
                ended_reason = excluded.ended_reason, ended_sentence = excluded.ended_sentence,
                blame = excluded.blame, network_code = excluded.network_code,
                network_phrase = excluded.network_phrase, first_audio_ms = excluded.first_audio_ms,
                quality = excluded.quality,
                cost = excluded.cost, cost_note = excluded.cost_note,
                transfer_type = excluded.transfer_type, transfer_status = excluded.transfer_status,
                timeline = excluded.timeline, turn_ms = excluded.turn_ms
            where calls.ended_at is null
            """;

    private final DataSource source;
    private final String node;
    private final TurnedAwayCalls turnedAway;

    JdbcCallLog(DataSource source, String node) {
        this.source = source;
        this.node = node;
        this.turnedAway = new TurnedAwayCalls(source, node);
    }

    @Override
    public void opened(Call call, CallState state, List<Step> trace) {
        Sql.durably(
                source,
                "record a new call",
                sql -> CallRow.begun(call, state, trace).insert(sql, node, " on conflict (id) do nothing"));
    }

    @Override
    public void answered(Call call, Instant at, List<Step> trace) {
        Sql.durably(
                source,
                "record that a call was answered",
                sql -> sql.run("""
                        update calls set state = ?, started_at = coalesce(started_at, ?), trace = ?::jsonb
                        where id = ? and ended_at is null
                        """, CallState.IN_PROGRESS.code(), at, Json.write(trace), call.id()));
    }

    @Override
    public void ringing(Call call, List<Step> trace) {
        Sql.durably(
                source,
                "record that a call rings",
                sql -> sql.run("""
                        update calls set state = ?, trace = ?::jsonb where id = ? and state = ?
                        """, CallState.RINGING.code(), Json.write(trace), call.id(), CallState.QUEUED.code()));
    }

    @Override
    public void transferred(Call call, Transfer transfer, List<Step> trace) {
        Sql.durably(
                source,
                "record a transfer",
                sql -> sql.run("""
                        update calls set transfer_type = ?, transfer_status = ?, trace = ?::jsonb
                        where id = ? and ended_at is null
                        """, transfer.type().code(), transfer.status().code(), Json.write(trace), call.id()));
    }

    @Override
    public void ended(EndedCall end) {
        var charge = end.facts().charge().filter(cost -> cost.amount().signum() > 0);
        Sql.durablyInTransaction(source, "record the end of a call, its cost and its webhook", sql -> {
            var written = end(sql, end);
            if (written > 0) {
                var call = end.call();
                if (charge.isPresent()) {
                    Ledger.settle(sql, call.organizationId(), call.id(), charge.get(), end.at());
                }
                WebhookOutbox.put(sql, end);
            }
            return written;
        });
    }

    private int end(Sql sql, EndedCall end) throws SQLException {
        var how = new CallRow.End(end.ending(), end.answeredAt(), end.at(), end.facts());
        return new CallRow(
                        end.call(),
                        end.ending().state(),
                        end.trace(),
                        Optional.of(how),
                        end.transcript(),
                        Optional.empty())
                .insert(sql, node, AT_THE_END);
    }

    @Override
    public Optional<UUID> turnedAway(Call call, Refusal refusal, String from, List<Step> trace) {
        return turnedAway.record(call, refusal, from, trace);
    }

    /// When a lost call ended is not known, so no time is counted for it.
    int endLost(Instant at) {
        var lost = EndReason.SERVER_LOST;
        return Sql.inTransaction(source, "end the calls of a server that was lost", sql -> {
            var ids = sql.all(
                    """
                    update calls set state = ?, ended_at = coalesce(started_at, created_at), ended_reason = ?,
                        ended_sentence = ?, blame = ?, trace = trace || jsonb_set(?::jsonb, '{0,atMillis}',
                            to_jsonb((extract(epoch from greatest(?, created_at) - created_at) * 1000)::bigint))
                    where node = ? and ended_at is null returning id
                    """,
                    row -> row.getObject(1, UUID.class),
                    lost.state().code(),
                    lost.code(),
                    lost.sentence(),
                    lost.blame().code(),
                    Json.write(List.of(END_UNKNOWN)),
                    at,
                    node);
            for (var id : ids) {
                WebhookOutbox.put(sql, lost(JdbcCallHistory.find(sql, id).orElseThrow(), at));
            }
            return ids.size();
        });
    }

    private static EndedCall lost(CallRecord call, Instant at) {
        return new EndedCall(
                call.call(),
                EndReason.SERVER_LOST,
                call.startedAt(),
                call.endedAt().orElse(at),
                call.trace(),
                call.transcript(),
                call.facts());
    }

    long unrecorded() {
        return turnedAway.unrecorded();
    }
}
