package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the call history has of one session of a scenario.
public final class PastSession {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long id;
    private final VoximplantRule rule;
    private final String customData;
    private final Instant began = Instant.now();
    private final List<PastCall> calls = new CopyOnWriteArrayList<>();
    private volatile Optional<Instant> finished = Optional.empty();
    private volatile String finishReason = "";

    /// @param cost in the account's currency
    public record PastCall(
            String local,
            String remote,
            boolean incoming,
            boolean successful,
            long seconds,
            double cost,
            String endReason) {}

    PastSession(long id, VoximplantRule rule, String customData) {
        this.id = id;
        this.rule = rule;
        this.customData = customData;
    }

    public long id() {
        return id;
    }

    public String customData() {
        return customData;
    }

    public VoximplantRule rule() {
        return rule;
    }

    /// `Normal termination`, `JS session error`, …; empty while it runs.
    public String finishReason() {
        return finishReason;
    }

    public void add(PastCall call) {
        calls.add(call);
    }

    public void finish(String reason) {
        finishReason = reason;
        finished = Optional.of(Instant.now());
    }

    Instant began() {
        return began;
    }

    List<PastCall> calls() {
        return calls;
    }

    ObjectNode described(VoximplantAccount account, boolean withCalls) {
        var described = JSON.createObjectNode()
                .put("call_session_history_id", id)
                .put("account_id", account.id())
                .put("application_id", rule.application().id())
                .put("application_name", rule.application().fullName())
                .put("rule_name", rule.name())
                .put("custom_data", customData)
                .put("start_date", Times.text(began))
                .put("initiator_address", "127.0.0.1")
                .put("media_server_address", "127.0.0.1")
                .put("log_file_url", "https://storage.example.com/" + id);
        finished.ifPresent(end -> described
                .put("duration", Duration.between(began, end).toSeconds())
                .put("finish_reason", finishReason));
        if (withCalls) {
            var listed = described.putArray("calls");
            calls.forEach(call -> listed.add(described(call)));
        }
        return described;
    }

    private ObjectNode described(PastCall call) {
        return JSON.createObjectNode()
                .put("call_id", id * 10 + calls.indexOf(call))
                .put("start_time", Times.text(began))
                .put("duration", call.seconds())
                .put("local_number", call.local())
                .put("remote_number", call.remote())
                .put("remote_number_type", "pstn")
                .put("incoming", call.incoming())
                .put("successful", call.successful())
                .put("transaction_id", id * 10)
                .put("media_server_address", "127.0.0.1")
                .put("cost", call.cost())
                .put("end_reason", call.endReason());
    }
}
