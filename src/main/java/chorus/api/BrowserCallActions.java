package chorus.api;

import chorus.provider.BrowserCalls.Ticket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Calls from the browser: a ticket for each.
final class BrowserCallActions {
    private static final String PROTOCOL = "chorus.browser.v1";

    private final ApiParts parts;

    BrowserCallActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("createBrowserCall", this::create);
    }

    private Answer create(Request request) {
        var agent = UUID.fromString(request.field("agentId").orElseThrow());
        if (parts.agents().find(request.organization(), agent).isEmpty()) {
            return Answer.notFound("agent");
        }
        return parts.browserCalls()
                .admit(request.organization(), agent)
                .map(ticket -> Answer.created(view(ticket)))
                .orElseGet(
                        () -> Answer.error(429, "Too many browsers were let in and have not called yet: wait a minute.")
                                .with("Retry-After", "60"));
    }

    private static Map<String, Object> view(Ticket ticket) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", ticket.callId().toString());
        view.put("path", ticket.path());
        view.put("protocol", PROTOCOL);
        view.put("token", ticket.token().reveal());
        view.put("expiresAt", ticket.until().toString());
        return view;
    }
}
