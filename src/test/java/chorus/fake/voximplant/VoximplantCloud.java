package chorus.fake.voximplant;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

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

    Started started(VoximplantAccount account, VoximplantRule rule, String customData) {
        var session = new PastSession(4_611_000_000L + VoximplantAccount.nextId(), rule, customData);
        account.sessions().add(session);
        var token = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return new Started(session.id(), apiUrl() + "/request/" + session.id() + "/" + token);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
