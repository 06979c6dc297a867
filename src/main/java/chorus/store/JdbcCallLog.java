package chorus.store;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallLog;
import chorus.call.CallState;
import chorus.call.Charge;
import chorus.call.EndReason;
import chorus.call.EndedCall;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.call.Transfer;
import chorus.call.Utterance;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The call log. Each event commits by itself, so it is durable when its method returns; a state that is final is never
/// written over.
final class JdbcCallLog implements CallLog {
    static final int RECORDS_PER_SOURCE = 50;
    static final Duration UNKNOWN_WINDOW = Duration.ofHours(1);

    /// Numbers and ids come from strangers, and index entries have a size.
    private static final int LONGEST_NAME = 256;

    private static final Step END_UNKNOWN = new Step(
            0,
            "ended: " + EndReason.SERVER_LOST.code(),
            "",
            "The time of its end is not known; the time of its answer, or else of its beginning, stands for it.",
            Step.Verdict.NOTED);

    private static final String INSERT = """
            insert into calls (id, organization_id, phone_number_id, agent_id, call_sid, provider, direction,
                customer_number, own_number, context_variables, metadata, created_at, node, state, trace, started_at,
                ended_at, ended_reason, ended_sentence, blame, transcript, unknown_source, network_code, network_phrase,
                first_audio_ms, quality, cost, cost_note, transfer_type, transfer_status, parent_call_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?,
                ?, ?::jsonb, ?, ?, ?, ?, ?)
            """;

    private final DataSource source;
    private final String node;

    JdbcCallLog(DataSource source, String node) {
        this.source = source;
        this.node = node;
    }

    @Override
    public void opened(Call call, CallState state, List<Step> trace) {
        Sql.durably(
                source,
                "record a new call",
                sql -> insert(
                        sql,
                        " on conflict (id) do nothing",
                        call,
                        state,
                        trace,
                        Optional.empty(),
                        List.of(),
                        Optional.empty()));
    }

    @Override
    public void answered(UUID callId, Instant at, List<Step> trace) {
        Sql.durably(
                source,
                "record that a call was answered",
                sql -> sql.run("""
                        update calls set state = ?, started_at = coalesce(started_at, ?), trace = ?::jsonb
                        where id = ? and ended_at is null
                        """, CallState.IN_PROGRESS.code(), at, Json.write(trace), callId));
    }

    @Override
    public void ringing(UUID callId, List<Step> trace) {
        Sql.durably(
                source,
                "record that a call rings",
                sql -> sql.run("""
                        update calls set state = ?, trace = ?::jsonb where id = ? and state = ?
                        """, CallState.RINGING.code(), Json.write(trace), callId, CallState.QUEUED.code()));
    }

    @Override
    public void transferred(UUID callId, Transfer transfer, List<Step> trace) {
        Sql.durably(
                source,
                "record a transfer",
                sql -> sql.run("""
                        update calls set transfer_type = ?, transfer_status = ?, trace = ?::jsonb
                        where id = ? and ended_at is null
                        """, transfer.type().code(), transfer.status().code(), Json.write(trace), callId));
    }

    @Override
    public void ended(EndedCall end) {
        var charge = end.facts().charge().filter(cost -> cost.amount().signum() > 0);
        if (charge.isEmpty()) {
            Sql.durably(source, "record the end of a call", sql -> end(sql, end));
            return;
        }
        Sql.durablyInTransaction(source, "record the end of a call and its cost", sql -> {
            var written = end(sql, end);
            if (written > 0) {
                var call = end.call();
                Ledger.settle(sql, call.organizationId(), call.id(), charge.get(), end.at());
            }
            return written;
        });
    }

    private int end(Sql sql, EndedCall end) throws SQLException {
        return insert(
                sql,
                """
                 on conflict (id) do update set agent_id = excluded.agent_id, state = excluded.state,
                    trace = excluded.trace, transcript = excluded.transcript,
                    started_at = coalesce(calls.started_at, excluded.started_at), ended_at = excluded.ended_at,
                    ended_reason = excluded.ended_reason, ended_sentence = excluded.ended_sentence,
                    blame = excluded.blame, network_code = excluded.network_code,
                    network_phrase = excluded.network_phrase, first_audio_ms = excluded.first_audio_ms,
                    quality = excluded.quality,
                    cost = excluded.cost, cost_note = excluded.cost_note,
                    transfer_type = excluded.transfer_type, transfer_status = excluded.transfer_status
                where calls.ended_at is null
                """,
                end.call(),
                end.ending().state(),
                end.trace(),
                Optional.of(new End(end.ending(), end.answeredAt(), end.at(), end.facts())),
                end.transcript(),
                Optional.empty());
    }

    /// The source's row is locked first, so that its attempts are counted one after the other, on every node.
    @Override
    public Optional<UUID> turnedAway(Call call, Refusal refusal, String from, List<Step> trace) {
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
            var end = Optional.of(new End(refusal, Optional.empty(), call.createdAt(), CallFacts.NONE));
            insert(
                    sql,
                    " on conflict (id) do nothing",
                    call,
                    CallState.FAILED,
                    trace,
                    end,
                    List.of(),
                    Optional.of(sender));
            count(sql, "records", call, sender);
            return Optional.of(call.id());
        });
    }

    /// When a lost call ended is not known, so no time is counted for it.
    int endLost(Instant at) {
        var lost = EndReason.SERVER_LOST;
        return Sql.with(
                source,
                "end the calls of a server that was lost",
                sql -> sql.run(
                        """
                        update calls set state = ?, ended_at = coalesce(started_at, created_at), ended_reason = ?,
                            ended_sentence = ?, blame = ?, trace = trace || jsonb_set(?::jsonb, '{0,atMillis}',
                                to_jsonb((extract(epoch from greatest(?, created_at) - created_at) * 1000)::bigint))
                        where node = ? and ended_at is null
                        """,
                        lost.state().code(),
                        lost.code(),
                        lost.sentence(),
                        lost.blame().code(),
                        Json.write(List.of(END_UNKNOWN)),
                        at,
                        node));
    }

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

    private int insert(
            Sql sql,
            String conflict,
            Call call,
            CallState state,
            List<Step> trace,
            Optional<End> end,
            List<Utterance> transcript,
            Optional<String> unknownSource)
            throws SQLException {
        var values = new ArrayList<Object>(List.of(
                call.id(),
                call.organizationId(),
                call.phoneNumberId(),
                call.agentId(),
                fit(call.callSid()),
                call.provider(),
                call.direction().code(),
                fit(call.customerNumber()),
                fit(call.ownNumber()),
                Json.write(call.contextVariables()),
                Json.write(call.metadata()),
                call.createdAt(),
                node,
                state.code(),
                Json.write(trace),
                end.flatMap(End::answeredAt),
                end.map(End::at),
                end.map(ended -> ended.why().code()),
                end.map(ended -> ended.why().sentence()),
                end.map(ended -> ended.why().blame().code()),
                Json.write(transcript),
                unknownSource));
        values.addAll(known(end.map(End::facts).orElse(CallFacts.NONE)));
        values.add(call.parentCallId());
        return sql.run(INSERT + conflict, values.toArray());
    }

    private static List<Object> known(CallFacts facts) {
        return List.of(
                facts.networkAnswer().map(NetworkAnswer::code),
                facts.networkAnswer().map(NetworkAnswer::phrase),
                facts.firstAudio().map(Duration::toMillis),
                facts.quality().map(QualityRow::of).map(Json::write),
                facts.charge().map(charge -> Ledger.rounded(charge.amount())),
                facts.charge().map(Charge::note),
                facts.transfer().map(transfer -> transfer.type().code()),
                facts.transfer().map(transfer -> transfer.status().code()));
    }

    private static String fit(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }

    private record End(Ending why, Optional<Instant> answeredAt, Instant at, CallFacts facts) {}
}
