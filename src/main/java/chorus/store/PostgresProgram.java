package chorus.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts PostgreSQL's programs, which refuse to run as root: root runs them in a user namespace of their own.
final class PostgresProgram {
    private static final int SHOWN_LINES = 5;

    /// Gives the database a process group of its own, so that Ctrl-C in a terminal does not reach it: it has to serve
    /// until the last call is recorded. Where there is none (macOS), both are interrupted at once.
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private PostgresProgram() {}

    /// @param log where the program's output goes, instead of what stood there before
    static Process start(Path log, String program, List<String> arguments) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        if (isRoot()) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(program);
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            builder.environment().put("LC_ALL", "C");
            return builder.start();
        } catch (IOException e) {
            throw isRoot() ? noNamespaces() : new StoreException("Could not run " + program + ".", e);
        }
    }

    /// What to tell when a program ended too early.
    static StoreException failure(String attempt, Path log) throws IOException {
        var lines = Files.exists(log)
                ? Files.readAllLines(log, java.nio.charset.StandardCharsets.UTF_8)
                : List.<String>of();
        if (lines.stream().anyMatch(line -> line.startsWith("unshare:"))) {
            return noNamespaces();
        }
        var last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        return new StoreException("Could not " + attempt + ". PostgreSQL said: " + String.join(" | ", last));
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static StoreException noNamespaces() {
        return new StoreException("The embedded database cannot run as root here, because user namespaces (unshare) are"
                + " not available: start Chorus as another user, or set CHORUS_DATABASE_URL.");
    }
}
