package chorus.store;

import chorus.call.Call;
import chorus.call.EndedCall;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts what is to be told of an ended call into the table of deliveries, in the transaction that ends it.
final class WebhookOutbox {
    private static final String PUT = """
            insert into webhook_deliveries
                (id, organization_id, agent_id, call_id, url, receiver, body, state, created_at, since, next_at)
            values (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?)
            on conflict (call_id) do nothing
            """;

    private WebhookOutbox() {}

    /// Does nothing for a call whose agent wants none.
    static void put(Sql sql, EndedCall end) throws SQLException {
        var call = end.call();
        if (call.agentId().isEmpty()) {
            return;
        }
        var agent = call.agentId().get();
        var url = sql.first(
                "select webhook_url from agents where id = ? and organization_id = ? and webhook_url is not null",
                row -> row.getString(1),
                agent,
                call.organizationId());
        if (url.isPresent()) {
            var id = UUID.randomUUID();
            var at = end.at();
            var body = Json.write(body(id, end));
            sql.run(PUT, id, call.organizationId(), agent, call.id(), url.get(), receiver(url.get()), body, at, at, at);
        }
    }

    /// Whose connections a URL takes.
    static String receiver(String url) {
        var uri = URI.create(url);
        var port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return (uri.getHost() + ":" + port).toLowerCase(java.util.Locale.ROOT);
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> body(UUID id, EndedCall end) {
        var call = end.call();
        var body = new LinkedHashMap<String, Object>();
        body.put("event", "call.completed");
        body.put("deliveryId", id.toString());
        body.put("callId", call.id().toString());
        body.put("organizationId", call.organizationId().toString());
        body.put("agentId", text(call.agentId()));
        body.put("phoneNumberId", text(call.phoneNumberId()));
        body.put("direction", call.direction().code());
        body.put("status", end.ending().state().code());
        body.put("customerNumber", call.customerNumber());
        body.put("durationSeconds", talked(end).toSeconds());
        body.put("startedAt", text(end.answeredAt()));
        body.put("endedAt", end.at().toString());
        body.put("recordingUrl", null);
        body.put("transcriptUrl", null);
        body.put("summary", null);
        body.put("extractedData", Map.of());
        body.put("endedReason", end.ending().code());
        body.put("blame", end.ending().blame().code());
        body.put("cost", end.facts().charge().map(charge -> charge.amount()).orElse(java.math.BigDecimal.ZERO));
        body.put(
                "transcript",
                end.transcript().stream()
                        .map(said -> Map.of("role", said.role().code(), "content", said.content()))
                        .toList());
        putVariables(call, body);
        return body;
    }

    private static void putVariables(Call call, Map<String, Object> body) {
        body.put("contextVariables", call.contextVariables());
        body.put("metadata", call.metadata());
    }

    private static Duration talked(EndedCall end) {
        return end.answeredAt()
                .map(answer -> Duration.between(answer, end.at()))
                .orElse(Duration.ZERO);
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
