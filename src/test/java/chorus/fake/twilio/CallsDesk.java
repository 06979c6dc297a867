package chorus.fake.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The part of Twilio's REST API that is about calls: create, look, change.
///
/// Strict where Twilio is: credentials, obligatory fields, `StatusCallbackEvent` repeated rather than in one string.
/// Calls
/// are placed one a second, and the others wait.
public final class CallsDesk implements HttpHandler {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> EVENTS = Set.of("initiated", "ringing", "answered", "completed");

    private final TwilioCloud cloud;
    private final List<CloudCall> calls = new ArrayList<>();
    private final List<Map<String, List<String>>> orders = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger mute = new AtomicInteger();
    private volatile Optional<Refusal> refusing = Optional.empty();
    private volatile Duration thinking = Duration.ZERO;
    private volatile String judgement = "human";
    private volatile Duration pace = Duration.ofSeconds(1);
    private long nextBegin = System.nanoTime();

    private record Refusal(int status, int code, String message) {}

    CallsDesk(TwilioCloud cloud) {
        this.cloud = cloud;
    }

    /// Answers so many requests with 429 before the next one is heard.
    public CallsDesk tooMany(int times) {
        busy.set(times);
        return this;
    }

    /// Refuses every new call so.
    public CallsDesk refuses(int status, int code, String message) {
        refusing = Optional.of(new Refusal(status, code, message));
        return this;
    }

    /// Who answers, as asynchronous detection tells it.
    public CallsDesk judges(String answeredBy) {
        judgement = answeredBy;
        return this;
    }

    /// How far apart calls are placed.
    public CallsDesk pace(Duration apart) {
        pace = apart;
        return this;
    }

    /// The fields of every order to call, oldest first.
    public List<Map<String, List<String>>> orders() {
        synchronized (orders) {
            return List.copyOf(orders);
        }
    }

    /// How often somebody has asked how a call stands.
    public int looks() {
        return looks.get();
    }

    void add(CloudCall call) {
        synchronized (calls) {
            calls.add(call);
        }
    }

    List<CloudCall> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            answer(http);
        }
    }

    /// Carries out so many requests without telling that it did.
    public CallsDesk losesAnswers(int times) {
        mute.set(times);
        return this;
    }

    /// Answers orders to call so much later than it carries them out.
    public CallsDesk answersAfter(Duration delay) {
        thinking = delay;
        return this;
    }

    private void answer(HttpExchange http) throws IOException {
        var form = TwilioAccountServer.fields(new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            error(http, 429, 20429, "Too Many Requests");
        } else if (!isOwner(http)) {
            error(http, 401, 20003, "Authenticate");
        } else if (http.getRequestURI().getQuery() != null) {
            reply(http, 200, Map.of("calls", children(http.getRequestURI().getQuery())));
        } else if (http.getRequestURI().getPath().endsWith("/Calls.json")) {
            create(http, form);
        } else {
            one(http, form);
        }
    }

    /// Those whom the `<Dial>` of a call has called.
    private List<Map<String, String>> children(String query) {
        return calls().stream()
                .filter(call -> query.equals("ParentCallSid=" + call.sid()))
                .flatMap(call -> call.target().stream())
                .map(status -> Map.of("status", status))
                .toList();
    }

    /// By the account's token, or by a key of it.
    private boolean isOwner(HttpExchange http) {
        var user = TwilioAccountServer.user(http);
        return cloud.account().isProvedBy(user[0], user[1]);
    }

    private void create(HttpExchange http, Map<String, List<String>> form) throws IOException {
        synchronized (orders) {
            orders.add(form);
        }
        if (refusing.isPresent()) {
            error(
                    http,
                    refusing.get().status(),
                    refusing.get().code(),
                    refusing.get().message());
            return;
        }
        if (!form.containsKey("To") || !form.containsKey("From")) {
            error(http, 400, 21201, "No 'To' number is specified");
            return;
        }
        if (!EVENTS.containsAll(form.getOrDefault("StatusCallbackEvent", List.of()))) {
            error(http, 400, 21626, "StatusCallbackEvent is not one of " + EVENTS);
            return;
        }
        var verbs = Verb.parse(text(form, "Twiml"));
        var events = Set.copyOf(form.getOrDefault("StatusCallbackEvent", List.of("completed")));
        var call = new CloudCall(
                cloud,
                text(form, "From"),
                text(form, "To"),
                "outbound-api",
                new StatusCallbacks(cloud, text(form, "StatusCallback"), events, true));
        add(call);
        place(call, verbs, Duration.ofSeconds(Long.parseLong(text(form, "Timeout", "60"))), form);
        LockSupport.parkNanos(thinking.toNanos());
        reply(http, 201, described(call));
    }

    private void place(CloudCall call, List<Verb> verbs, Duration timeout, Map<String, List<String>> form) {
        var turn = turn();
        call.run(() -> {
            LockSupport.parkNanos(turn - System.nanoTime());
            if (call.isOver()) {
                return;
            }
            call.becomes("initiated");
            call.tell("initiated");
            call.becomes("ringing");
            call.tell("ringing");
            var callee = cloud.callee(call.to());
            var ringing = callee.ringing().compareTo(timeout) < 0 ? callee.ringing() : timeout;
            for (var left = ringing.toMillis(); left > 0 && !call.isOver(); left -= 10) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            if (callee.ringing().compareTo(timeout) > 0) {
                call.end("no-answer");
            } else if (!callee.answers()) {
                call.end(callee.status(), Map.of("SipResponseCode", String.valueOf(callee.sip())));
            } else {
                machine(call, form);
                call.execute(verbs);
            }
        });
    }

    private void machine(CloudCall call, Map<String, List<String>> form) {
        if (text(form, "AsyncAmd").equals("true")) {
            var verdict = new LinkedHashMap<>(call.parameters());
            verdict.put("AnsweredBy", judgement);
            verdict.put("MachineDetectionDuration", "1200");
            cloud.tell(text(form, "AsyncAmdStatusCallback"), verdict);
        }
    }

    private synchronized long turn() {
        var turn = Math.max(nextBegin, System.nanoTime());
        nextBegin = turn + pace.toNanos();
        return turn;
    }

    private void one(HttpExchange http, Map<String, List<String>> form) throws IOException {
        var path = http.getRequestURI().getPath();
        var sid = path.substring(path.lastIndexOf('/') + 1).replace(".json", "");
        var call = calls().stream().filter(each -> each.sid().equals(sid)).findFirst();
        if (call.isEmpty()) {
            error(http, 404, 20404, "The requested resource was not found");
        } else if (http.getRequestMethod().equals("GET")) {
            looks.incrementAndGet();
            reply(http, 200, described(call.get()));
        } else {
            change(http, call.get(), form);
        }
    }

    private void change(HttpExchange http, CloudCall call, Map<String, List<String>> form) throws IOException {
        var status = text(form, "Status");
        var early = Set.of("queued", "initiated", "ringing").contains(call.status());
        var done = form.containsKey("Twiml")
                ? call.replace(Verb.parse(text(form, "Twiml")))
                : call.end(early ? "canceled" : status);
        if (done) {
            reply(http, 200, described(call));
        } else {
            error(http, 400, 21220, "Call is not in-progress. Cannot redirect.");
        }
    }

    private static Map<String, Object> described(CloudCall call) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("sid", call.sid());
        // Only callbacks know of `initiated`.
        fields.put("status", call.status().equals("initiated") ? "queued" : call.status());
        fields.put("from", call.from());
        fields.put("to", call.to());
        fields.put("duration", null);
        fields.put("queue_time", "0");
        return fields;
    }

    private void error(HttpExchange http, int status, int code, String message) throws IOException {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("code", code);
        fields.put("message", message);
        fields.put("more_info", "https://www.twilio.com/docs/errors/" + code);
        fields.put("status", status);
        reply(http, status, fields);
    }

    private void reply(HttpExchange http, int status, Map<String, ?> fields) throws IOException {
        if (!http.getRequestMethod().equals("GET") && mute.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return;
        }
        var bytes = JSON.writeValueAsBytes(fields);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static String text(Map<String, List<String>> form, String name) {
        return text(form, name, "");
    }

    private static String text(Map<String, List<String>> form, String name, String otherwise) {
        return form.getOrDefault(name, List.of(otherwise)).getFirst();
    }
}
