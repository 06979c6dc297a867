package chorus.store;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallHistory;
import chorus.call.CallRecord;
import chorus.call.CallState;
import chorus.call.Charge;
import chorus.call.Direction;
import chorus.call.NetworkAnswer;
import chorus.call.Transfer;
import chorus.call.TransferStatus;
import chorus.call.TransferType;
import chorus.phonebook.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// The call log, read back.
final class JdbcCallHistory implements CallHistory {
    private static final String BRIEF = Columns.list(
            "c",
            "id",
            "organization_id",
            "phone_number_id",
            "agent_id",
            "call_sid",
            "provider",
            "direction",
            "customer_number",
            "own_number",
            "context_variables",
            "metadata",
            "state",
            "created_at",
            "started_at",
            "ended_at",
            "ended_reason",
            "ended_sentence",
            "blame",
            "turn_count",
            "attempts",
            "network_code",
            "network_phrase",
            "first_audio_ms",
            "quality",
            "cost",
            "cost_note",
            "network_cost",
            "transfer_type",
            "transfer_status",
            "parent_call_id");

    private static final String COLUMNS = columns(true, true);

    private final DataSource source;

    JdbcCallHistory(DataSource source) {
        this.source = source;
    }

    @Override
    public Optional<CallRecord> find(UUID organizationId, UUID callId) {
        return Sql.with(
                source,
                "look up a call",
                sql -> sql.first(
                        "select " + COLUMNS + " from calls c where c.organization_id = ? and c.id = ?",
                        JdbcCallHistory::record,
                        organizationId,
                        callId));
    }

    /// A call of whichever organization.
    static Optional<CallRecord> find(Sql sql, UUID callId) throws SQLException {
        return sql.first("select " + COLUMNS + " from calls c where c.id = ?", JdbcCallHistory::record, callId);
    }

    @Override
    public Optional<CallRecord> findBySid(UUID organizationId, String callSid) {
        return Sql.with(
                source,
                "look up a call by its sid",
                sql -> sql.first(
                        "select " + COLUMNS + " from calls c where c.organization_id = ? and c.call_sid = ?"
                                + " order by c.created_at desc limit 1",
                        JdbcCallHistory::record,
                        organizationId,
                        callSid));
    }

    /// Finds the page among the ids first, which an index has, and reads only its calls.
    @Override
    public Page<CallRecord> list(UUID organizationId, Filter filter, Span span) {
        var where = where(organizationId, filter);
        return Sql.overIndexes(source, "list the calls", sql -> {
            var total = sql.number("select count(*) from calls c" + where.text(), where.values());
            span.behind()
                    .ifPresent(mark -> where.and("(c.created_at, c.id) < (?, ?)", mark.createdAt(), mark.callId()));
            var items = sql.all(
                    "select " + columns(span.trace(), span.transcript())
                            + " from calls c join (select c.id from calls c"
                            + where.text() + " order by c.created_at desc, c.id desc limit ? offset ?) page"
                            + " on page.id = c.id order by c.created_at desc, c.id desc",
                    JdbcCallHistory::record,
                    where.values(span.limit(), span.offset()));
            return new Page<>(items, total, span.limit(), span.offset());
        });
    }

    private static Where where(UUID organizationId, Filter filter) {
        var where = new Where(organizationId);
        filter.phoneNumberId().ifPresent(id -> where.and("c.phone_number_id = ?", id));
        filter.agentId().ifPresent(id -> where.and("c.agent_id = ?", id));
        filter.direction().ifPresent(direction -> where.and("c.direction = ?", direction.code()));
        filter.state().ifPresent(state -> where.and("c.state = ?", state.code()));
        filter.endedReason().ifPresent(reason -> where.and("c.ended_reason = ?", reason));
        filter.blame().ifPresent(blame -> where.and("c.blame = ?", blame));
        filter.search()
                .ifPresent(part ->
                        where.and("(strpos(c.customer_number, ?) > 0 or strpos(c.own_number, ?) > 0)", part, part));
        filter.from().ifPresent(from -> where.and("c.created_at >= ?", from));
        filter.to().ifPresent(to -> where.and("c.created_at < ?", to));
        return where;
    }

    /// What is large stays unread unless it is wanted.
    private static String columns(boolean trace, boolean transcript) {
        return BRIEF + ", " + (trace ? "c.trace" : "'[]'") + " as c_trace, " + (transcript ? "c.transcript" : "'[]'")
                + " as c_transcript, " + (transcript ? "c.timeline" : "null") + " as c_timeline";
    }

    @Override
    public List<CallRecord> transfersOf(UUID organizationId, List<UUID> callIds) {
        return callIds.isEmpty()
                ? List.of()
                : Sql.with(
                        source,
                        "look up the calls that served transfers",
                        sql -> sql.all(
                                "select " + COLUMNS + " from calls c where c.organization_id = ?"
                                        + " and c.parent_call_id = any(?) order by c.created_at, c.id",
                                JdbcCallHistory::record,
                                organizationId,
                                callIds.toArray(UUID[]::new)));
    }

    /// Conditions and their values, in the same order. Only conditions that are set appear, so that each combination
    /// gets a plan of its own.
    private static final class Where {
        private final StringBuilder text = new StringBuilder(" where c.organization_id = ?");
        private final List<Object> values = new ArrayList<>();

        Where(UUID organizationId) {
            values.add(organizationId);
        }

        void and(String condition, Object... compared) {
            text.append(" and ").append(condition);
            values.addAll(List.of(compared));
        }

        String text() {
            return text.toString();
        }

        Object[] values(Object... more) {
            var all = new ArrayList<>(values);
            all.addAll(List.of(more));
            return all.toArray();
        }
    }

    private static CallRecord record(ResultSet row) throws SQLException {
        var c = new Columns(row, "c");
        return new CallRecord(
                call(c),
                Words.in(CallState.class, c.text("state")),
                c.instantIfAny("started_at"),
                c.instantIfAny("ended_at"),
                c.textIfAny("ended_reason"),
                c.textIfAny("ended_sentence"),
                c.textIfAny("blame"),
                c.integer("turn_count"),
                Json.utterances(c.text("transcript")),
                Json.steps(c.text("trace")),
                c.integer("attempts"),
                facts(c));
    }

    private static CallFacts facts(Columns c) throws SQLException {
        var code = c.integerIfAny("network_code");
        var phrase = c.textIfAny("network_phrase").orElse("");
        var note = c.textIfAny("cost_note").orElse("");
        return new CallFacts(
                code.map(known -> new NetworkAnswer(known, phrase)),
                c.wholeIfAny("first_audio_ms").map(Duration::ofMillis),
                c.textIfAny("quality").map(Json::quality).map(QualityRow::quality),
                c.decimalIfAny("cost").map(cost -> new Charge(OrganizationRow.plain(cost), note)),
                transfer(c),
                c.decimalIfAny("network_cost"),
                c.textIfAny("timeline").map(Json::talk).map(TalkRow::talk));
    }

    private static Optional<Transfer> transfer(Columns c) throws SQLException {
        var type = c.textIfAny("transfer_type").map(word -> Words.in(TransferType.class, word));
        var status = c.textIfAny("transfer_status").map(word -> Words.in(TransferStatus.class, word));
        return type.flatMap(known -> status.map(state -> new Transfer(known, state)));
    }

    private static Call call(Columns c) throws SQLException {
        return new Call(
                c.id("id"),
                c.id("organization_id"),
                c.idIfAny("phone_number_id"),
                c.idIfAny("agent_id"),
                c.text("call_sid"),
                c.text("provider"),
                Words.in(Direction.class, c.text("direction")),
                c.text("customer_number"),
                c.text("own_number"),
                Json.map(c.text("context_variables")),
                Json.map(c.text("metadata")),
                c.instant("created_at"),
                c.idIfAny("parent_call_id"));
    }
}
