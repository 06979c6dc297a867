package chorus.store;

import chorus.secret.MasterKeys;
import chorus.secret.Sealer;
import chorus.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of a test's own, with an up-to-date schema, on one real PostgreSQL server that all tests of the JVM
/// share and that ends with it.
///
/// ```java
/// try (var store = TestDatabase.fresh().open(Clock.systemUTC())) { … }
/// ```
public final class TestDatabase {
    private static final String TEMPLATE = "chorus_template";
    private static final int CONNECTIONS = 4;
    private static final AtomicInteger MADE = new AtomicInteger();

    private final DatabaseUrl url;
    private final Sealer sealer = new Sealer(MasterKeys.parse(Secret.of("0f".repeat(32))));

    private TestDatabase(DatabaseUrl url) {
        this.url = url;
    }

    /// An empty database: the schema, and nothing in it.
    public static TestDatabase fresh() {
        var name = "test_" + MADE.incrementAndGet();
        Shared.run("create database " + name + " template " + TEMPLATE);
        return new TestDatabase(Shared.SERVER.url().withDatabase(name));
    }

    /// Where PostgreSQL's programs are unpacked for all tests, so that no test unpacks them twice.
    public static Path programs() {
        return Path.of("target", "postgres-programs").toAbsolutePath();
    }

    public Store open(Clock clock) {
        return Store.open(options(), sealer, clock);
    }

    public StoreOptions options() {
        return StoreOptions.at(url()).withConnections(CONNECTIONS);
    }

    public Sealer sealer() {
        return sealer;
    }

    /// As a setting would name it, password included.
    public Secret url() {
        var password = URLEncoder.encode(url.password().orElseThrow().reveal(), StandardCharsets.UTF_8);
        return Secret.of("postgres://" + url.user().orElseThrow() + ":" + password + "@" + url.host() + ":" + url.port()
                + "/" + url.database());
    }

    /// Whether the SIP messages of a call are in it.
    public boolean keepsLadderOf(UUID callId) {
        return Sql.with(
                        source(),
                        "look for a ladder",
                        sql -> sql.number("select count(*) from ladders where call_id = ?", callId))
                == 1;
    }

    /// Puts calls into the log: nine of ten were answered, each has a transcript and a trace of some length.
    public void fill(UUID organization, Instant began, Duration apart, int many) {
        Sql.with(source(), "make many calls", sql -> {
            sql.run("""
                    insert into calls (id, organization_id, phone_number_id, agent_id, call_sid, provider, direction,
                        customer_number, own_number, context_variables, metadata, state, created_at, started_at, ended_at,
                        ended_reason, ended_sentence, blame, transcript, trace, node, first_audio_ms, cost)
                    select gen_random_uuid(), ?, null, null, 'CA' || n, 'sip', 'inbound', '+1415' || (5000000 + n),
                        '+12025550100', '{}', '{}', case n % 10 when 0 then 'failed' else 'completed' end,
                        at, case n % 10 when 0 then null else at + interval '1 second' end, at + interval '61 seconds',
                        case n % 10 when 0 then 'agent_unreachable' else 'caller_hung_up' end, '',
                        case n % 10 when 0 then 'agent' else 'nobody' end,
                        jsonb_build_array(jsonb_build_object('role', 'USER', 'content', repeat(md5(n::text), 100))),
                        jsonb_build_array(jsonb_build_object('atMillis', 1, 'check', 'x', 'against', repeat(md5(n::text), 20),
                            'found', 'y', 'verdict', 'PASSED')),
                        'main', case n % 10 when 0 then null else 100 + n % 200 end,
                        case n % 10 when 0 then null else 0.01 end
                    from generate_series(0, ?) n, lateral (select ?::timestamptz + n * make_interval(secs => ?) as at) times
                    """, organization, many - 1, began, (double) apart.toSeconds());
            return sql.run("vacuum analyze calls");
        });
    }

    /// For tests that look at the tables themselves.
    DataSource source() {
        return source(url);
    }

    static DataSource source(DatabaseUrl url) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {url.host()});
        source.setPortNumbers(new int[] {url.port()});
        source.setDatabaseName(url.database());
        source.setUser(url.user().orElseThrow());
        source.setPassword(url.password().orElseThrow().reveal());
        return source;
    }

    /// The server, started at first use.
    private static final class Shared {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                Files.createDirectories(Path.of("target"));
                var home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "postgres-test-");
                var server = EmbeddedPostgres.start(home, programs());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, home)));
                execute(server, "create database " + TEMPLATE);
                Migrations.apply(source(server.url().withDatabase(TEMPLATE)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static synchronized void run(String statement) {
            execute(SERVER, statement);
        }

        private static void execute(EmbeddedPostgres server, String statement) {
            Sql.with(source(server.url()), statement, sql -> sql.run(statement));
        }

        private static void end(EmbeddedPostgres server, Path home) {
            server.close();
            try {
                Trees.delete(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
