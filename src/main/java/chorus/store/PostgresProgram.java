package chorus.store;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts PostgreSQL's programs, which refuse to run as root: root runs them in a user namespace of their own.
final class PostgresProgram {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresProgram.class);
    private static final int SHOWN_LINES = 5;
    private static final List<String> SETSID = List.of("setsid");
    private static final List<String> PERL =
            List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec { $ARGV[0] } @ARGV or die $!");

    private PostgresProgram() {}

    /// @param log where the program's output goes, instead of what stood there before
    static Process start(Path log, String program, List<String> arguments) {
        return start(List.of(), log, program, arguments);
    }

    /// Starts a program that the terminal's Ctrl-C does not reach, for a server that must outlive the last call: it
    /// gets a session of its own, and keeps the process id.
    static Process startApart(Path log, String program, List<String> arguments) {
        return start(ownSession(), log, program, arguments);
    }

    private static Process start(List<String> prefix, Path log, String program, List<String> arguments) {
        var command = new ArrayList<String>(prefix);
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

    /// Linux has setsid, macOS has perl.
    private static List<String> ownSession() {
        for (var command : List.of(SETSID, PERL)) {
            if (isInstalled(command.getFirst())) {
                return command;
            }
        }
        LOG.warn("There is neither setsid nor perl: Ctrl-C will stop the database before the last call has ended.");
        return List.of();
    }

    private static boolean isInstalled(String program) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean isRoot() {
        return new UnixSystem().getUid() == 0;
    }

    private static StoreException noNamespaces() {
        return new StoreException("The embedded database cannot run as root here, because user namespaces (unshare) are"
                + " not available: start Chorus as another user, or set CHORUS_DATABASE_URL.");
    }
}
