package chorus.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// An open database with its schema up to date and a pool of connections.
final class Database implements AutoCloseable {
    private static final int CONNECT_SECONDS = 5;

    private final Optional<EmbeddedPostgres> server;
    private final HikariDataSource pool;

    private Database(Optional<EmbeddedPostgres> server, HikariDataSource pool) {
        this.server = server;
        this.pool = pool;
    }

    static Database open(StoreOptions options) {
        return switch (options.place()) {
            case StoreOptions.Place.Embedded embedded -> start(embedded, options.connections());
            case StoreOptions.Place.Beside(var embedded) ->
                EmbeddedPostgres.running(home(embedded))
                        .map(url -> connect(Optional.empty(), url, options.connections()))
                        .orElseGet(() -> start(embedded, options.connections()));
            case StoreOptions.Place.Server there ->
                connect(Optional.empty(), DatabaseUrl.parse(there.url()), options.connections());
        };
    }

    DataSource source() {
        return pool;
    }

    Optional<EmbeddedPostgres> server() {
        return server;
    }

    @Override
    public void close() {
        pool.close();
        server.ifPresent(EmbeddedPostgres::close);
    }

    private static Path home(StoreOptions.Place.Embedded embedded) {
        return embedded.dataDirectory().resolve("postgres");
    }

    private static Database start(StoreOptions.Place.Embedded embedded, int connections) {
        var server = EmbeddedPostgres.start(home(embedded), embedded.programs());
        try {
            return connect(Optional.of(server), server.url(), connections);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Database connect(Optional<EmbeddedPostgres> server, DatabaseUrl url, int connections) {
        var pool = pool(url, connections);
        try {
            if (server.isPresent()) {
                checkDurability(pool);
            }
            Migrations.apply(pool);
            return new Database(server, pool);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static PGSimpleDataSource source(DatabaseUrl url) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {url.host()});
        source.setPortNumbers(new int[] {url.port()});
        source.setDatabaseName(url.database());
        url.user().ifPresent(source::setUser);
        url.password().ifPresent(password -> source.setPassword(password.reveal()));
        source.setApplicationName("chorus");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setPrepareThreshold(1);
        // A failure's detail repeats the values of the row.
        source.setLogServerErrorDetail(false);
        url.options().forEach((name, value) -> set(source, name, value));
        return source;
    }

    private static void set(PGSimpleDataSource source, String name, String value) {
        try {
            source.setProperty(name, value);
        } catch (SQLException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "CHORUS_DATABASE_URL has an option '" + name + "' that cannot be used.", e);
        }
    }

    private static void checkDurability(DataSource source) {
        var fsync = Sql.with(
                source,
                "check the database's settings",
                sql -> sql.first("show fsync", row -> row.getString(1)).orElse("unknown"));
        if (!fsync.equals("on")) {
            throw new StoreException("The embedded database does not write to the disk (fsync is " + fsync
                    + "): remove that setting from postgresql.conf in the data directory.");
        }
    }

    /// Fails with one sentence when the first connection cannot be made; later failures are those of each use.
    private static HikariDataSource pool(DatabaseUrl url, int connections) {
        var config = new HikariConfig();
        config.setPoolName("store");
        config.setDataSource(source(url));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(Math.min(2, connections));
        config.setConnectionTimeout(CONNECT_SECONDS * 1000L);
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            var cause =
                    Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("no answer");
            throw new StoreException(
                    "Could not reach the database at " + url + ": " + cause
                            + " Check CHORUS_DATABASE_URL and that the server runs.",
                    e);
        }
    }
}
