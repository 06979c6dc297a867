package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// SIPp as the PBX that is dialled once, and that insists on the call going as its scenario says.
final class DialledPbx implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final Process process;

    private DialledPbx(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /// @param scenario the name of a file in `sipp/dialled`
    static DialledPbx that(String scenario, String answer) {
        return at(Kamailio.freePort(), scenario, answer);
    }

    static DialledPbx that(String scenario) {
        return that(scenario, "");
    }

    /// One that listens on TCP and on nothing else.
    static DialledPbx onTcp(String scenario) {
        return at(Kamailio.freePort(), scenario, "", "t1");
    }

    /// One that listens on UDP and on nothing else.
    static DialledPbx at(int port, String scenario, String answer) {
        return at(port, scenario, answer, "u1");
    }

    private static DialledPbx at(int port, String scenario, String answer, String transport) {
        var name = "sipp-dialled-" + scenario + "-" + port;
        var arguments = List.of(
                "-t",
                transport,
                "-sf",
                written(name, scenario, answer).toString(),
                "-i",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-mi",
                "127.0.0.1",
                "-mp",
                "42000",
                "-m",
                "1",
                "-nostdin",
                "-trace_err",
                "-error_file",
                Tool.output(name + "-errors").toString());
        return new DialledPbx(name, port, Tool.named("sipp", "sip-tester").start(name, arguments));
    }

    /// SIPp takes no key for a status, so the answer is written into the scenario.
    private static Path written(String name, String scenario, String answer) {
        try {
            var text = Files.readString(Path.of("src/test/resources/sipp/dialled", scenario + ".xml"));
            return Files.writeString(Tool.output(name + "-scenario"), text.replace("[answer]", answer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /// Ends well only if every message came that its scenario waits for, and no other.
    void awaitCallAsWritten() {
        try {
            assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the whole scenario; see " + Tool.output(name))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
        assertThat(process.exitValue())
                .as("see " + Tool.output(name + "-errors"))
                .isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
