package chorus.api;

import chorus.call.Deliveries;
import chorus.call.Delivery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Webhooks of ended calls: what became of them, and once more.
final class DeliveryActions {
    private final ApiParts parts;

    DeliveryActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("listWebhookDeliveries", this::list, "resendWebhookDelivery", this::resend);
    }

    private Answer list(Request request) {
        var state = request.text("state").map(word -> Delivery.State.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
        var filter = new Deliveries.Filter(request.uuid("callId"), request.uuid("agentId"), state);
        return Answer.page(
                parts.deliveries().list(request.organization(), filter, request.limit(), request.offset()),
                DeliveryActions::view);
    }

    private Answer resend(Request request) {
        return parts.deliveries()
                .resend(request.organization(), request.id(), parts.clock().instant())
                .map(delivery -> Answer.accepted(view(delivery)))
                .orElseGet(() -> Answer.notFound("webhook delivery"));
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> view(Delivery delivery) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", delivery.id().toString());
        view.put("callId", delivery.callId().toString());
        view.put("agentId", delivery.agentId().toString());
        view.put("event", "call.completed");
        view.put("url", delivery.url());
        view.put("state", delivery.state().code());
        view.put("attempts", delivery.attempts());
        view.put("createdAt", delivery.createdAt().toString());
        view.put("nextAttemptAt", text(delivery.nextAt()));
        view.put("deliveredAt", text(delivery.deliveredAt()));
        view.put(
                "lastAttempts",
                delivery.tries().stream().map(DeliveryActions::attempt).toList());
        return view;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> attempt(Delivery.Attempt attempt) {
        var view = new LinkedHashMap<String, Object>();
        view.put("at", attempt.at().toString());
        view.put("status", attempt.status().orElse(null));
        view.put("message", attempt.said());
        view.put("tookMs", attempt.took().toMillis());
        return view;
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
