package chorus.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running PostgreSQL server, seen through its lock file `postmaster.pid`: the process id stands in the first
/// line, its port in the fourth, its state in the eighth.
final class PostgresProcess {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    private PostgresProcess() {}

    static boolean saysReady(Path files, long pid) throws IOException {
        var lines = lockFile(files);
        return lines.size() > STATE_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(STATE_LINE).strip().equals("ready");
    }

    /// The port of the server that runs on these files, if one runs and takes connections.
    static Optional<Integer> port(Path files) throws IOException {
        var lines = lockFile(files);
        var server = pid(lines).flatMap(ProcessHandle::of).filter(PostgresProcess::isPostgres);
        return server.isPresent() && saysReady(files, server.get().pid())
                ? Optional.of(Integer.valueOf(lines.get(PORT_LINE).strip()))
                : Optional.empty();
    }

    /// Stops a server that outlived the process which started it. The caller holds the directory's lock, so nobody
    /// else uses it. A lock file whose process id now belongs to something else is removed.
    static void stopOrphan(Path files, Duration patience) throws IOException {
        var running = pid(lockFile(files)).flatMap(ProcessHandle::of);
        if (running.isEmpty()) {
            return;
        }
        if (isPostgres(running.get())) {
            LOG.info("Stopping the embedded database that an earlier process left running.");
            stop(running.get(), patience);
        } else {
            Files.deleteIfExists(files.resolve("postmaster.pid"));
        }
    }

    /// A fast shutdown: clients are cut off, files are left clean. A server that does not end in time is killed, and
    /// recovers at its next start.
    static void stop(ProcessHandle server, Duration patience) {
        try {
            interrupt(server);
            server.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | IOException | ExecutionException e) {
            LOG.warn("The embedded database did not stop in {} s and is killed.", patience.toSeconds());
            server.destroyForcibly();
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// SIGINT, which Java cannot send by itself; the shell knows it even where there is no such program.
    private static void interrupt(ProcessHandle server) throws IOException, InterruptedException {
        if (server.isAlive()) {
            new ProcessBuilder("sh", "-c", "kill -INT " + server.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("postgres"))
                .orElse(false);
    }

    private static Optional<Long> pid(List<String> lines) {
        return lines.stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    private static List<String> lockFile(Path files) throws IOException {
        try {
            return Files.readAllLines(files.resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
