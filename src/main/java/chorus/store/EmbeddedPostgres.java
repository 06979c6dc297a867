package chorus.store;

import chorus.secret.MasterKeyFile;
import chorus.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL server of our own, on a loopback port, whose files live in the data directory.
///
/// Its password lies beside its files, readable by their owner only, so that other users of the machine cannot get
/// in. One process at a time may have it; what a killed process left behind is cleared away at the next start.
final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String USER = "chorus";
    private static final String FILES = "data";
    private static final String PASSWORD = "password";
    private static final int START_ATTEMPTS = 5;
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final DirectoryLock lock;
    private final Process process;
    private final DatabaseUrl url;
    private final Thread firstSync;

    private EmbeddedPostgres(DirectoryLock lock, Process process, DatabaseUrl url, Thread firstSync) {
        this.lock = lock;
        this.firstSync = firstSync;
        this.process = process;
        this.url = url;
    }

    /// Starts the server, making its files first when there are none.
    ///
    /// @param home     the server's part of the data directory
    /// @param binaries where PostgreSQL's programs are unpacked
    static EmbeddedPostgres start(Path home, Path binaries) {
        var lock = DirectoryLock.take(home);
        try {
            return started(lock, home, PostgresBinaries.in(binaries));
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException("Could not start the embedded database in " + home + ".", e);
        } catch (InterruptedException e) {
            lock.close();
            Thread.currentThread().interrupt();
            throw new StoreException("The start of the embedded database was interrupted.", e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Where the server of this home listens, if one runs.
    static Optional<DatabaseUrl> running(Path home) {
        try {
            return PostgresProcess.port(home.resolve(FILES))
                    .map(port -> url(port, MasterKeyFile.readOrGenerate(home.resolve(PASSWORD))));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not look for the embedded database in " + home + ".", e);
        }
    }

    DatabaseUrl url() {
        return url;
    }

    /// The server's process, whose end is the end of the database.
    ProcessHandle process() {
        return process.toHandle();
    }

    /// Stops the server, at once for its clients and cleanly for its files.
    @Override
    public void close() {
        try {
            Postmaster.stop(process);
            firstSync.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }

    private static EmbeddedPostgres started(DirectoryLock lock, Path home, PostgresBinaries binaries)
            throws IOException, InterruptedException {
        var files = home.resolve(FILES);
        var password = home.resolve(PASSWORD);
        var secret = MasterKeyFile.readOrGenerate(password);
        PostgresProcess.stopOrphan(files, LONGEST_STOP);
        var firstSync = Thread.ofVirtual().name("first sync").unstarted(() -> Trees.force(home));
        if (!Files.exists(files)) {
            make(home, files, password, binaries);
            firstSync.start();
        }
        for (var attempt = 1; ; attempt++) {
            var port = freePort();
            var url = url(port, secret);
            var process = Postmaster.start(files, log(home), port, binaries);
            if (process.isPresent()) {
                LOG.debug(
                        "The embedded database runs as process {} on port {}.",
                        process.get().pid(),
                        port);
                return new EmbeddedPostgres(lock, process.get(), url, firstSync);
            }
            if (attempt == START_ATTEMPTS) {
                throw PostgresProgram.failure("start the embedded database", log(home));
            }
        }
    }

    /// The files are made beside their place and moved there when complete: an interrupted making starts over. They
    /// are brought to the disk in the background, which would otherwise take most of the first start.
    private static void make(Path home, Path files, Path password, PostgresBinaries binaries)
            throws IOException, InterruptedException {
        var beside = home.resolve("data.unfinished");
        Trees.delete(beside);
        var arguments = List.of(
                "--pgdata=" + beside,
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--no-instructions",
                "--no-sync");
        if (PostgresProgram.start(log(home), binaries.program("initdb"), arguments)
                        .waitFor()
                != 0) {
            throw PostgresProgram.failure("make the embedded database in " + home, log(home));
        }
        Files.move(beside, files, StandardCopyOption.ATOMIC_MOVE);
    }

    private static DatabaseUrl url(int port, Secret password) {
        return new DatabaseUrl("127.0.0.1", port, "postgres", Optional.of(USER), Optional.of(password), Map.of());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Path log(Path home) {
        return home.resolve("server.log");
    }
}
