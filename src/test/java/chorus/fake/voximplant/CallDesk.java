package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Sessions: starting one, and what became of those that were.
final class CallDesk implements Desk {
    /// What the vendor documents; whether it is enforced there is not known.
    private static final int LONGEST_DATA = 200;

    private final VoximplantCloud cloud;
    private volatile Duration historyDelay = Duration.ZERO;

    CallDesk(VoximplantCloud cloud) {
        this.cloud = cloud;
    }

    void historyDelay(Duration delay) {
        historyDelay = delay;
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("StartScenarios", this::start, "GetCallHistory", this::history);
    }

    private ObjectNode start(VoximplantAccount account, Ask ask) {
        var rule = Desk.rule(account, ask.id("rule_id").orElseThrow(ApiFault.INVALID_RULE_ID::refused));
        if (rule.scenarios().isEmpty()) {
            throw ApiFault.RULE_NO_SCENARIO_BOUND.refused();
        }
        var data = ask.text("script_custom_data").orElse("");
        if (data.getBytes(StandardCharsets.UTF_8).length > LONGEST_DATA) {
            throw ApiFault.INVALID_ARGUMENTS.refused();
        }
        var started = cloud.started(account, rule, data);
        return Desk.done()
                .put("call_session_history_id", started.id())
                .put("media_session_access_url", started.control())
                .put("media_session_access_secure_url", started.control());
    }

    private ObjectNode history(VoximplantAccount account, Ask ask) {
        var ids = ask.ids("call_session_history_id");
        var data = ask.text("call_session_history_custom_data");
        var newest = Instant.now().minus(historyDelay);
        var from = ask.text("from_date").map(Times::read).orElse(Instant.EPOCH);
        var to = ask.text("to_date").map(Times::read).orElse(Instant.MAX);
        var application = Desk.application(account, ask);
        var found = account.sessions().stream()
                .filter(one -> ids.isEmpty() || ids.contains(one.id()))
                .filter(one -> data.isEmpty() || data.get().equals(one.customData()))
                .filter(one -> application.isEmpty()
                        || application.get().equals(one.rule().application()))
                .filter(one -> !one.began().isAfter(newest))
                .filter(one -> !one.began().isBefore(from) && one.began().isBefore(to))
                .filter(one -> concerns(one, ask.list("remote_number"), PastSession.PastCall::remote))
                .filter(one -> concerns(one, ask.list("local_number"), PastSession.PastCall::local))
                .sorted(order(ask))
                .toList();
        var withCalls = ask.flag("with_calls", false);
        return Desk.listed(ask, found, one -> one.described(account, withCalls)).put("timezone", "Etc/GMT");
    }

    private static Comparator<PastSession> order(Ask ask) {
        var oldestFirst = Comparator.comparingLong(PastSession::id);
        return ask.flag("desc_order", false) ? oldestFirst.reversed() : oldestFirst;
    }

    private static boolean concerns(
            PastSession session, List<String> numbers, Function<PastSession.PastCall, String> side) {
        return numbers.isEmpty() || session.calls().stream().map(side).anyMatch(numbers::contains);
    }
}
