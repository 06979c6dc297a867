package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/// A program of somebody else's against which we prove ourselves.
///
/// Absent on a developer's machine, its tests are skipped and say so; absent where `CI=true`, they fail.
final class Tool {
    private static final Path OUTPUT = Path.of("target", "interop");

    private final String program;

    Tool(String program) {
        this.program = program;
    }

    static Tool named(String program, String debianPackage) {
        var there = List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!there) {
            throw lacking(program + " is not installed (Debian: apt install " + debianPackage + ")");
        }
        return new Tool(program);
    }

    /// Where the program is.
    Path path() {
        return List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(program));
    }

    /// What to throw where something is missing: skips the test, or fails it where everything has to be there.
    static RuntimeException lacking(String reason) {
        assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
        return new TestAbortedException(reason);
    }

    /// Runs the program to its end, which must come in time and be a success; what it said is kept in a file.
    void succeeds(String name, Duration limit, List<String> arguments) {
        var output = output(name);
        assertThat(exitCode(output, limit, arguments))
                .as(() -> program + " " + name + "; it said:\n" + tail(output))
                .isZero();
    }

    /// Runs the program to its end, whatever that is; what it said.
    String says(String name, Duration limit, List<String> arguments) {
        var output = output(name);
        exitCode(output, limit, arguments);
        return tail(output);
    }

    /// Starts the program; the caller ends it.
    Process start(String name, List<String> arguments) {
        return run(output(name), arguments);
    }

    /// Starts the program in a home of its own, with an input that its caller writes commands into.
    Process startAtHome(String name, Path home, List<String> arguments) {
        var builder = builder(output(name), arguments).redirectInput(ProcessBuilder.Redirect.PIPE);
        builder.environment().putAll(Map.of("HOME", home.toString(), "XDG_RUNTIME_DIR", home.toString()));
        return launched(builder);
    }

    /// What a program has said so far.
    static String said(String name) {
        return tail(output(name));
    }

    static Path output(String name) {
        try {
            Files.createDirectories(OUTPUT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return OUTPUT.resolve(name + ".txt");
    }

    private int exitCode(Path output, Duration limit, List<String> arguments) {
        var process = run(output, arguments);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(program + " did not end within " + limit + "; it said:\n" + tail(output));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process run(Path output, List<String> arguments) {
        return launched(builder(output, arguments).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))));
    }

    private ProcessBuilder builder(Path output, List<String> arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    }

    private Process launched(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(program + " cannot be started.", e);
        }
    }

    private static String tail(Path output) {
        try {
            var text = Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1);
            return text.substring(Math.max(0, text.length() - 4000));
        } catch (IOException e) {
            return "(nothing: " + e.getMessage() + ")";
        }
    }
}
