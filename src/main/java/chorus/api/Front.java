package chorus.api;

import chorus.web.Door;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routes: each operation of the document is joined with its action, and every other request is told what is
/// wrong with it. Each request is answered on a virtual thread of its own; event loops only read and write.
final class Front {
    static final int LARGEST_BODY = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(30);
    private static final String BODY_TIMER = "chorus.body-timer";

    private final Vertx vertx;
    private final Gate gate;
    private final Audit audit;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final Router router;
    private final Map<Pattern, TreeSet<String>> methods = new HashMap<>();

    Front(Vertx vertx, Gate gate, Audit audit) {
        this.vertx = vertx;
        this.gate = gate;
        this.audit = audit;
        this.router = Router.router(vertx);
        for (var status : new int[] {400, 413, 414, 500}) {
            router.errorHandler(status, routing -> failed(routing, status));
        }
    }

    /// Joins operations and actions; both must have the same names.
    Front operations(Iterable<Operation> operations, Map<String, Action> actions) {
        var left = new TreeMap<>(actions);
        for (var operation : operations) {
            var action = left.remove(operation.id());
            if (action == null) {
                throw new IllegalStateException("The document's " + operation.id() + " has no action.");
            }
            var route = route(operation.method(), operation.route());
            if (operation.body().isPresent()) {
                route.handler(this::startTimer).handler(Front::readBody);
            }
            route.handler(routing -> serve(routing, operation, action));
        }
        if (!left.isEmpty()) {
            throw new IllegalStateException("The document does not have " + left.keySet() + ".");
        }
        return this;
    }

    /// Adds something outside the document; `make` may block.
    Front page(String path, java.util.function.Function<Incoming, Page> make) {
        route("GET", path).handler(routing -> {
            var incoming = Incoming.of(routing);
            aside(routing, () -> make.apply(incoming));
        });
        return this;
    }

    /// Adds a door: all below its prefix is for it to answer.
    Front door(Door door) {
        var doorway = new Doorway(vertx, door);
        router.route(door.prefix() + "*").handler(doorway::enter);
        return this;
    }

    /// The finished router: what no route takes is 404, or 405 with what is allowed.
    Router done() {
        router.route().handler(this::unknown);
        return router;
    }

    private io.vertx.ext.web.Route route(String method, String path) {
        var pattern = Pattern.compile(path.replaceAll(":\\w+", "[^/]+") + "/?");
        methods.entrySet().stream()
                .filter(entry -> entry.getKey().pattern().equals(pattern.pattern()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseGet(() -> methods.computeIfAbsent(pattern, _ -> new TreeSet<>()))
                .add(method);
        return router.route(HttpMethod.valueOf(method), path);
    }

    private void serve(RoutingContext routing, Operation operation, Action action) {
        stopTimer(routing);
        var incoming = Incoming.of(routing);
        aside(routing, () -> Page.of(answer(operation, action, incoming)));
    }

    private Answer answer(Operation operation, Action action, Incoming incoming) {
        return switch (gate.admit(incoming, operation.role())) {
            case Gate.Verdict.Refused refused -> refused.answer();
            case Gate.Verdict.Admitted admitted ->
                Intake.pass(operation, incoming, admitted.key(), noted(operation, action));
        };
    }

    private Action noted(Operation operation, Action action) {
        return request -> {
            var answer = action.answer(request);
            audit.note(operation, request, answer);
            return answer;
        };
    }

    /// Makes an answer on a virtual thread and writes it on the event loop.
    private void aside(RoutingContext routing, Supplier<Page> make) {
        if (!places.tryAcquire()) {
            write(
                    routing,
                    Page.of(Answer.error(503, "The server is busy: try again.").with("Retry-After", "1")));
            return;
        }
        var loop = vertx.getOrCreateContext();
        Thread.ofVirtual().name("api-request").start(() -> {
            try {
                var page = guarded(make);
                loop.runOnContext(_ -> write(routing, page));
            } finally {
                places.release();
            }
        });
    }

    private static Page guarded(Supplier<Page> make) {
        try {
            return make.get();
        } catch (RuntimeException | StackOverflowError e) {
            var incident = UUID.randomUUID();
            LOG.error("A request failed, incident {}.", incident, e);
            return Page.of(Answer.error(
                    500, "Something failed inside the server; its log has the details under " + incident + "."));
        }
    }

    private static void write(RoutingContext routing, Page page) {
        var response = routing.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(page.status());
        page.headers().forEach(response::putHeader);
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (page.stream().isPresent()) {
            page.stream().get().begin(routing);
        } else if (page.body().length() == 0) {
            response.end();
        } else {
            response.putHeader("Content-Type", page.type());
            response.end(page.body());
        }
    }

    private void unknown(RoutingContext routing) {
        var allowed = new TreeSet<String>();
        methods.forEach((path, words) -> {
            if (path.matcher(routing.request().path()).matches()) {
                allowed.addAll(words);
            }
        });
        var answer = allowed.isEmpty()
                ? Answer.error(404, "There is nothing here: see /docs for what there is.")
                : Answer.error(405, "This takes " + String.join(", ", allowed) + " only.")
                        .with("Allow", String.join(", ", allowed));
        write(routing, Page.of(answer));
    }

    private static void failed(RoutingContext routing, int status) {
        if (status == 500 && routing.failure() != null) {
            LOG.error("A request failed before it was served.", routing.failure());
        }
        var sentence = switch (status) {
            case 400 -> "The request could not be understood.";
            case 413 -> "The body is larger than " + LARGEST_BODY / 1024 + " KiB.";
            case 414 -> "The address is too long.";
            default -> "Something failed inside the server; its log has the details.";
        };
        write(routing, Page.of(Answer.error(status, sentence).with("Connection", "close")));
    }

    private static void readBody(RoutingContext routing) {
        if (Incoming.isJson(routing)) {
            BodyHandler.create(false).setBodyLimit(LARGEST_BODY).handle(routing);
        } else {
            routing.next();
        }
    }

    /// A body that trickles in does not hold its connection for ever.
    private void startTimer(RoutingContext routing) {
        routing.put(
                BODY_TIMER,
                vertx.setTimer(
                        BODY_PATIENCE.toMillis(),
                        _ -> write(
                                routing,
                                Page.of(Answer.error(408, "The body did not arrive in time.")
                                        .with("Connection", "close")))));
        routing.next();
    }

    private void stopTimer(RoutingContext routing) {
        if (routing.get(BODY_TIMER) instanceof Long timer) {
            vertx.cancelTimer(timer);
        }
    }
}
