package chorus.api;

import io.vertx.core.Vertx;
import java.util.Map;

/// The stream of events.
final class EventActions {
    private final Vertx vertx;
    private final ApiParts parts;
    private final Gate gate;

    EventActions(Vertx vertx, ApiParts parts, Gate gate) {
        this.vertx = vertx;
        this.parts = parts;
        this.gate = gate;
    }

    Map<String, Action> all() {
        return Map.of("streamEvents", this::stream);
    }

    private Answer stream(Request request) {
        return Answer.streaming(new EventStream(
                vertx,
                watcher -> parts.feed()
                        .watch(
                                request.organization(),
                                request.caller().id(),
                                request.text("Last-Event-ID").filter(id -> !id.isEmpty()),
                                watcher),
                () -> isStillWelcome(request.incoming())));
    }

    private boolean isStillWelcome(Incoming incoming) {
        return gate.admit(incoming, Operation.Needed.READ_ONLY) instanceof Gate.Verdict.Admitted;
    }
}
