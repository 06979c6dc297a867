package chorus.store;

import chorus.call.Call;
import chorus.call.CallFacts;
import chorus.call.CallState;
import chorus.call.Charge;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.call.Step;
import chorus.call.Talk;
import chorus.call.Utterance;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A call's row as it is written whole: at its beginning, and again at its end.
///
/// @param end           absent while the call runs
/// @param unknownSource who was turned away at the door, for a record that adds up attempts
record CallRow(
        Call call,
        CallState state,
        List<Step> trace,
        Optional<End> end,
        List<Utterance> transcript,
        Optional<String> unknownSource) {
    /// Numbers and ids come from strangers, and index entries have a size.
    private static final int LONGEST_NAME = 256;

    private static final String INSERT = """
            insert into calls (id, organization_id, phone_number_id, agent_id, call_sid, provider, direction,
                customer_number, own_number, context_variables, metadata, created_at, node, state, trace, started_at,
                ended_at, ended_reason, ended_sentence, blame, transcript, unknown_source, network_code, network_phrase,
                first_audio_ms, quality, cost, cost_note, transfer_type, transfer_status, timeline,
                turn_ms, parent_call_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?,
                ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?, ?)
            """;

    /// How a call ended, and what is known of it beside that.
    record End(Ending why, Optional<Instant> answeredAt, Instant at, CallFacts facts) {}

    /// A call that begins.
    static CallRow begun(Call call, CallState state, List<Step> trace) {
        return new CallRow(call, state, trace, Optional.empty(), List.of(), Optional.empty());
    }

    /// @param node     the server that has the call
    /// @param conflict what to do when the row is there already, as SQL
    /// @return how many rows were written
    int insert(Sql sql, String node, String conflict) throws SQLException {
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
                facts.transfer().map(transfer -> transfer.status().code()),
                facts.talk().map(TalkRow::of).map(Json::write),
                facts.talk().flatMap(Talk::turns).map(Talk.Turns::halfMillis));
    }

    /// As much of a stranger's text as a column takes.
    static String fit(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
    }
}
