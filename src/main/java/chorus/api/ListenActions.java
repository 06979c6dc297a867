package chorus.api;

import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Listening to calls that run.
final class ListenActions {
    private static final int MOST = 50;

    private final Vertx vertx;
    private final ApiParts parts;
    private final Gate gate;
    private final Semaphore places = new Semaphore(MOST);

    ListenActions(Vertx vertx, ApiParts parts, Gate gate) {
        this.vertx = vertx;
        this.parts = parts;
        this.gate = gate;
    }

    Map<String, Action> all() {
        return Map.of("listenToCall", this::listen);
    }

    private Answer listen(Request request) {
        if (parts.calls().find(request.organization(), request.id()).isEmpty()) {
            return Answer.notFound("call");
        }
        if (!parts.control().talks(request.organization(), request.id())) {
            return Answer.error(409, "Nobody talks in this call now.");
        }
        return Answer.streaming(new WavStream(
                vertx,
                () -> parts.control().listen(request.organization(), request.id()),
                places,
                () -> gate.admit(request.incoming(), Operation.Needed.ADMIN) instanceof Gate.Verdict.Admitted));
    }
}
