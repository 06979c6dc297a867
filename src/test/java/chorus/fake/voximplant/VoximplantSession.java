package chorus.fake.voximplant;

import chorus.fake.Patience;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.graalvm.polyglot.PolyglotException;

/// One session in the cloud: the scenarios of a rule, as they are installed, with their calls and sockets.
///
/// Everything but sound happens on the session's own thread, one thing after the other.
public final class VoximplantSession {
    static final String RINGING = "ringing";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VoximplantCloud cloud;
    private final VoximplantAccount account;
    private final PastSession past;
    private final String control;
    private final ScheduledThreadPoolExecutor loop;
    private final SoundRoutes routes = new SoundRoutes();
    private final Timers timers = new Timers(this);
    private final Requests requests = new Requests(this);
    private final Map<String, CloudLeg> legs = new ConcurrentHashMap<>();
    private final Map<String, ScenarioSocket> sockets = new ConcurrentHashMap<>();
    private final AtomicInteger units = new AtomicInteger();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    // Of the session's thread.
    private final List<CloudLeg> finished = new ArrayList<>();
    private Optional<Script> script = Optional.empty();
    private Optional<String> terminating = Optional.empty();
    private boolean warned;

    VoximplantSession(VoximplantCloud cloud, VoximplantAccount account, PastSession past, String control) {
        this.cloud = cloud;
        this.account = account;
        this.past = past;
        this.control = control;
        loop = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform()
                        .daemon()
                        .name("voximplant-session " + past.id())
                        .factory());
        loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        loop.setRemoveOnCancelPolicy(true);
        routes.add(RINGING, new RingingTone());
    }

    /// What a caller hears while somebody else is called: frames that are empty, told apart by that.
    private record RingingTone() implements SoundUnit {
        @Override
        public Optional<byte[]> produce() {
            return Optional.of(new byte[0]);
        }

        @Override
        public void consume(Optional<byte[]> sound) {}
    }

    // How it begins.

    /// Runs the scenarios; then something rings, if there is something.
    void start(Optional<Person> caller, String destination) {
        Thread.ofVirtual().name("sound of session " + past.id()).start(routes::run);
        post(() -> {
            var text =
                    rule().scenarios().stream().map(VoximplantScenario::script).collect(Collectors.joining("\n"));
            script = Optional.of(new Script(new ScriptHost(this), text));
            happens("app", "Application.Started", started());
            caller.ifPresent(person -> ring(person, destination));
            withoutCalls();
        });
    }

    private String started() {
        return JSON.createObjectNode()
                .put("sessionId", past.id())
                .put("accountId", account.id())
                .put("applicationId", rule().application().id())
                .put("accessURL", control)
                .put("accessSecureURL", control)
                .put("logURL", "https://storage.example.com/" + past.id())
                .toString();
    }

    private void ring(Person caller, String destination) {
        var leg = leg(true, destination, caller, false);
        var fields = JSON.createObjectNode()
                .put("callerid", caller.number())
                .put("destination", destination)
                .put("toURI", "sip:" + destination + "@example.com")
                .put("fromURI", "sip:" + caller.number() + "@example.com")
                .put("displayName", caller.number());
        fields.putObject("headers").put("VI-Client-Type", "pstn");
        fields.set("call", leg.facts());
        happens("app", "Application.CallAlerting", fields.toString());
    }

    // What its parts need.

    VoximplantCloud cloud() {
        return cloud;
    }

    VoximplantRule rule() {
        return past.rule();
    }

    String customData() {
        return past.customData();
    }

    SoundRoutes routes() {
        return routes;
    }

    Timers timers() {
        return timers;
    }

    Requests requests() {
        return requests;
    }

    CloudLeg leg(String unit) {
        return Optional.ofNullable(legs.get(unit)).orElseThrow(() -> new Script.Broken("no call " + unit));
    }

    ScenarioSocket socket(String unit) {
        return Optional.ofNullable(sockets.get(unit)).orElseThrow(() -> new Script.Broken("no socket " + unit));
    }

    void log(String text) {
        log.add(text);
        cloud.tell("log of session " + past.id() + ": " + text);
    }

    void warn(String text) {
        warnings.add(text);
    }

    String dial(String to, String from, boolean detectMachine) {
        var isCallersOwn = legs.values().stream()
                .anyMatch(other -> other.facts().path("callerid").asText().equals(from));
        var allowed = isCallersOwn || account.mayCallFrom(from);
        var leg = leg(false, from, cloud.dialled(to), detectMachine);
        leg.dial(allowed ? cloud.answering(to) : Answering.failing(403));
        return leg.facts().path("unit").asText();
    }

    private CloudLeg leg(boolean incoming, String local, Person person, boolean detectMachine) {
        var unit = "call " + units.incrementAndGet();
        var leg = new CloudLeg(this, unit, incoming, local, person, detectMachine);
        legs.put(unit, leg);
        routes.add(unit, leg);
        return leg;
    }

    String open(String url, String options) {
        var unit = "socket " + units.incrementAndGet();
        var socket = new ScenarioSocket(this, unit);
        sockets.put(unit, socket);
        routes.add(unit, socket);
        socket.connect(url, options);
        return unit;
    }

    void over(CloudLeg leg, PastSession.PastCall call) {
        past.add(call);
        post(() -> {
            finished.add(leg);
            withoutCalls();
        });
    }

    /// A session whose calls are all over is ended by the cloud, if it does not end by itself.
    private void withoutCalls() {
        if (finished.containsAll(legs.values())) {
            var then = legs.size();
            later(cloud.idle().toMillis(), () -> {
                if (legs.size() == then) {
                    warn("ended by the cloud, for want of calls");
                    terminate("Timeout");
                }
            });
        }
    }

    // Its thread.

    void post(Runnable deed) {
        try {
            loop.execute(() -> guarded(deed));
        } catch (RejectedExecutionException _) {
            // The session is over, and nothing happens in it anymore.
        }
    }

    void later(long milliseconds, Runnable deed) {
        var _ = timer(milliseconds, deed);
    }

    /// One that can be taken back.
    Future<?> timer(long milliseconds, Runnable deed) {
        try {
            return loop.schedule(() -> guarded(deed), milliseconds, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            return new FutureTask<>(() -> {}, true);
        }
    }

    private void guarded(Runnable deed) {
        try {
            deed.run();
        } catch (PolyglotException | Script.Broken e) {
            log("JS error: " + e.getMessage());
            warn("the scenario broke: " + e.getMessage());
            finish("JS session error");
        }
    }

    /// Tells the scenario, in turn.
    void happens(String target, String event, String fields) {
        post(() -> {
            // A session that is ending hears of nothing but the answer to its last request.
            if (terminating.isEmpty() || target.equals("app") || target.equals("answer")) {
                script.ifPresent(it -> it.happens(target, event, fields));
            }
            warned |= event.equals("Application.Terminating");
            if (warned && !requests.areActive()) {
                finish(terminating.orElseThrow());
            }
        });
    }

    /// A request to the control address arrived.
    void controlled(String method, String content) {
        var fields = JSON.createObjectNode()
                .put("method", method)
                .put("path", control)
                .put("content", content);
        fields.putArray("headers");
        happens("app", "Application.HttpRequest", fields.toString());
    }

    /// The scenario hears of it and may make one last request; timers, calls and sockets are gone.
    void terminate(String reason) {
        post(() -> {
            if (terminating.isEmpty()) {
                terminating = Optional.of(reason);
                timers.cancelAll();
                legs.values().forEach(CloudLeg::cut);
                sockets.values().forEach(ScenarioSocket::close);
                happens("app", "Application.Terminating", "{}");
            }
        });
    }

    private void finish(String reason) {
        if (over.getCount() == 0) {
            return;
        }
        legs.values().forEach(CloudLeg::cut);
        sockets.values().forEach(ScenarioSocket::close);
        routes.stop();
        script.ifPresent(Script::close);
        script = Optional.empty();
        past.finish(reason);
        over.countDown();
        loop.shutdown();
    }

    // What a test does and asks.

    public long id() {
        return past.id();
    }

    /// Where the session takes requests from outside.
    public String control() {
        return control;
    }

    /// Somebody at Voximplant ends it.
    public void terminate() {
        terminate("Terminated administratively");
    }

    /// The session in the call history.
    public PastSession history() {
        return past;
    }

    /// What the scenario wrote, and what the cloud added.
    public List<String> log() {
        return List.copyOf(log);
    }

    /// Limits that were hit and things that Voximplant would not forgive; there must be none.
    public List<String> warnings() {
        var all = new ArrayList<>(warnings);
        sockets.values().forEach(socket -> all.addAll(socket.warnings()));
        return all;
    }

    /// The requests of the scenario: URL and body.
    public List<String> sent() {
        return requests.sent();
    }

    /// The latest socket of the scenario; waits for one that is open.
    public ScenarioSocket socket() {
        Patience.until(
                "an open socket of the scenario, which wrote " + log,
                () -> sockets.values().stream().anyMatch(ScenarioSocket::isOpen));
        return sockets.values().stream()
                .filter(ScenarioSocket::isOpen)
                .findFirst()
                .orElseThrow();
    }

    public VoximplantSession awaitOver() {
        Patience.until(
                "the session to be over, which wrote " + log, Duration.ofSeconds(40), () -> over.getCount() == 0);
        return this;
    }

    public boolean isOver() {
        return over.getCount() == 0;
    }
}
