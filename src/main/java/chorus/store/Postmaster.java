package chorus.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The first process of a PostgreSQL server, started on files and a port.
final class Postmaster {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private Postmaster() {}

    /// The process, once it takes connections; empty when it ended instead. A start that fails or is interrupted
    /// leaves no process behind.
    ///
    /// @param log where the server's output goes
    static Optional<Process> start(Path files, Path log, int port, PostgresBinaries binaries)
            throws IOException, InterruptedException {
        var process = run(files, log, port, binaries);
        try {
            if (isReady(process, files)) {
                return Optional.of(process);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            stop(process);
            throw e;
        }
        stop(process);
        return Optional.empty();
    }

    /// Stops the server, at once for its clients and cleanly for its files, even on a thread that is interrupted.
    static void stop(Process process) {
        var interrupted = Thread.interrupted();
        PostgresProcess.stop(process.toHandle(), LONGEST_STOP);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process run(Path files, Path log, int port, PostgresBinaries binaries) {
        return PostgresProgram.startApart(
                log,
                binaries.program("postgres"),
                List.of(
                        "-D", files.toString(),
                        "-p", Integer.toString(port),
                        "-c", "listen_addresses=127.0.0.1",
                        "-c", "unix_socket_directories=",
                        "-c", "fsync=on",
                        "-c", "synchronous_commit=on",
                        "-c", "full_page_writes=on",
                        "-c", "shared_buffers=32MB",
                        "-c", "max_connections=50",
                        "-c", "log_checkpoints=off",
                        "-c", "log_min_messages=log",
                        "-c", "log_min_error_statement=panic",
                        "-c", "jit=off"));
    }

    /// Waits until the server says in its lock file that it takes connections; false when it ended instead.
    private static boolean isReady(Process process, Path files) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (PostgresProcess.saysReady(files, process.pid())) {
                return true;
            }
        }
        return false;
    }
}
