package chorus.fake.voximplant;

import chorus.fake.Patience;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/// Voximplant: the management API with its accounts, and the cloud that runs what was installed in them.
///
/// Control addresses of sessions are at the same place as the API, under `/request/`, and like it without TLS.
public final class VoximplantCloud implements AutoCloseable {
    private final HttpServer http;
    private final List<VoximplantAccount> accounts = new CopyOnWriteArrayList<>();
    private final Troubles troubles = new Troubles();
    private final SaleDesk sale = new SaleDesk();
    private final CallDesk calls = new CallDesk(this);
    private final ManagementApi api;
    private final List<VoximplantSession> sessions = new CopyOnWriteArrayList<>();
    private final Map<String, Answering> answerings = new ConcurrentHashMap<>();
    private final List<Person> people = new CopyOnWriteArrayList<>();
    private final Map<String, Person> called = new ConcurrentHashMap<>();
    private volatile Duration unanswered = Duration.ofSeconds(60);
    private volatile Duration idle = Duration.ofSeconds(60);
    private volatile Consumer<String> teller = _ -> {};
    private volatile Function<String, Consumer<byte[]>> ears = _ -> _ -> {};

    /// A session as the one who started it gets to know it.
    record Started(long id, String control) {}

    private VoximplantCloud(int port) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        accounts.add(new VoximplantAccount(1_234_567, "acme"));
        var address = "127.0.0.1:" + http.getAddress().getPort();
        api = new ManagementApi(
                accounts,
                troubles,
                this::tell,
                List.of(
                        new ApplicationDesk(address),
                        new ScenarioDesk(),
                        new RuleDesk(),
                        new SecretDesk(),
                        new NumberDesk(),
                        sale,
                        calls));
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/platform_api", api);
        http.createContext("/request", this::control);
        http.start();
    }

    public static VoximplantCloud start() {
        return start(0);
    }

    /// @param port of the management API on this machine; 0 for any
    public static VoximplantCloud start(int port) {
        return new VoximplantCloud(port);
    }

    /// What `CHORUS_VOXIMPLANT_API_URL` must be; the methods are below it at `/platform_api/`.
    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /// The account, which is empty at first.
    public VoximplantAccount account() {
        return accounts.getFirst();
    }

    /// One more account.
    public VoximplantAccount account(long id, String name) {
        var account = new VoximplantAccount(id, name);
        accounts.add(account);
        return account;
    }

    /// What goes wrong.
    public Troubles troubles() {
        return troubles;
    }

    /// Numbers that accounts can rent.
    public SaleDesk sale() {
        return sale;
    }

    /// How long a session is over before the call history shows it.
    public VoximplantCloud historyDelay(Duration delay) {
        calls.historyDelay(delay);
        return this;
    }

    /// Every request to the API so far, without credentials: `BindScenario application_id=7&rule_id=9&scenario_id=8`.
    public List<String> asked() {
        return api.asked();
    }

    /// How many requests asked for this method.
    public long asked(String method) {
        return asked().stream()
                .filter(one -> one.equals(method) || one.startsWith(method + " "))
                .count();
    }

    /// Credentials that were seen in places that are written to logs; there must be none.
    public List<String> indiscretions() {
        return api.indiscretions();
    }

    // Telephony.

    /// How somebody takes calls; who is not named does as the last digits of their number say, mostly answer.
    public VoximplantCloud answering(String e164, Answering how) {
        answerings.put(VoximplantAccount.digits(e164), how);
        return this;
    }

    /// How long a call may ring, in either direction: 60 s in the real cloud.
    public VoximplantCloud unanswered(Duration limit) {
        unanswered = limit;
        return this;
    }

    /// How long a session may be without calls: 60 s in the real cloud.
    public VoximplantCloud idle(Duration limit) {
        idle = limit;
        return this;
    }

    /// Somebody calls a number of an account, which runs what is installed there.
    public Person rings(String fromE164, String toE164) {
        var from = VoximplantAccount.digits(fromE164);
        var to = VoximplantAccount.digits(toE164);
        var person = new Person(from, Person.State.CALLING, ears.apply(from));
        people.add(person);
        for (var account : accounts) {
            var rule = account.number(to).flatMap(VoximplantNumber::leadsTo);
            if (rule.filter(it -> !it.scenarios().isEmpty()).isPresent()) {
                run(account, rule.get(), "").start(Optional.of(person), to);
                return person;
            }
        }
        person.over(404);
        return person;
    }

    /// The sessions so far, oldest first.
    public List<VoximplantSession> sessions() {
        return List.copyOf(sessions);
    }

    /// The latest session; waits for one.
    public VoximplantSession session() {
        Patience.until("a session in the cloud", () -> !sessions.isEmpty());
        return sessions.getLast();
    }

    /// The person at a number that the cloud called last; waits until it does.
    public Person called(String e164) {
        var digits = VoximplantAccount.digits(e164);
        Patience.until("the cloud to call " + digits, Duration.ofSeconds(30), () -> called.containsKey(digits));
        return Optional.ofNullable(called.get(digits)).orElseThrow();
    }

    /// Everybody who called or was called, oldest first.
    List<Person> people() {
        return people;
    }

    /// Tells what happens, a line each.
    void tells(Consumer<String> how) {
        teller = how;
    }

    /// Who hears what the person at a number hears.
    void ears(Function<String, Consumer<byte[]>> how) {
        ears = how;
    }

    void tell(String what) {
        teller.accept(what);
    }

    Duration unanswered() {
        return unanswered;
    }

    Duration idle() {
        return idle;
    }

    Answering answering(String to) {
        return answerings.getOrDefault(to, Answering.of(to));
    }

    Person dialled(String to) {
        var person = new Person(to, Person.State.RINGING, ears.apply(to));
        people.add(person);
        called.put(to, person);
        return person;
    }

    Started started(VoximplantAccount account, VoximplantRule rule, String customData) {
        var session = run(account, rule, customData);
        session.start(Optional.empty(), "");
        return new Started(session.id(), session.control());
    }

    private VoximplantSession run(VoximplantAccount account, VoximplantRule rule, String customData) {
        var past = new PastSession(4_611_000_000L + VoximplantAccount.nextId(), rule, customData);
        account.sessions().add(past);
        var token = Long.toHexString(ThreadLocalRandom.current().nextLong());
        var session = new VoximplantSession(this, account, past, apiUrl() + "/request/" + past.id() + "/" + token);
        sessions.add(session);
        return session;
    }

    private void control(HttpExchange request) throws IOException {
        try (request) {
            var address = apiUrl() + request.getRequestURI().getPath();
            var session = sessions.stream()
                    .filter(one -> one.control().equals(address) && !one.isOver())
                    .findFirst();
            var content = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            session.ifPresent(one -> one.controlled(request.getRequestMethod(), content));
            request.sendResponseHeaders(session.isPresent() ? 200 : 404, -1);
        }
    }

    @Override
    public void close() {
        sessions.forEach(session -> session.terminate("Terminated administratively"));
        http.stop(0);
    }
}
