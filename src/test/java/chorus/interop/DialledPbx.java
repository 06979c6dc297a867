package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Sounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// SIPp as the PBX that is dialled, and that insists on everything going as its scenario says.
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
    /// @param answer   what it says in the place of `[answer]`: a status line, and headers on lines of their own
    static DialledPbx that(String scenario, String answer) {
        return that(scenario, answer, 1);
    }

    static DialledPbx that(String scenario) {
        return that(scenario, "");
    }

    /// @param calls how many times it goes through its scenario: what has a Call-ID of its own is a call to it
    static DialledPbx that(String scenario, String answer, int calls) {
        return that(scenario, answer, calls, "u1");
    }

    /// One that listens on TCP and on nothing else.
    static DialledPbx onTcp(String scenario) {
        return that(scenario, "", 1, "t1");
    }

    private static DialledPbx that(String scenario, String answer, int calls, String transport) {
        var port = Kamailio.freePort();
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
                String.valueOf(Kamailio.freePort()),
                "-m",
                String.valueOf(calls),
                "-nostdin",
                "-trace_err",
                "-error_file",
                Tool.output(name + "-errors").toString(),
                "-trace_msg",
                "-message_file",
                Tool.output(name + "-messages").toString());
        return new DialledPbx(name, port, Tool.named("sipp", "sip-tester").start(name, arguments));
    }

    /// SIPp takes no key for a status, so the answer is written into the scenario.
    private static Path written(String name, String scenario, String answer) {
        try {
            var text = Files.readString(Path.of("src/test/resources/sipp/dialled", scenario + ".xml"));
            return Files.writeString(
                    Tool.output(name + "-scenario"),
                    text.replace("[answer]", answer).replace("[tone]", tone().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Half a second of a tone, for scenarios that play one.
    private static Path tone() throws IOException {
        return Files.write(Tool.output("sipp-dialled-tone"), Sounds.tone(440, Duration.ofMillis(500)));
    }

    int port() {
        return port;
    }

    /// Ends well only if every message came that its scenario waits for, and no other.
    void awaitCallAsWritten() {
        try {
            assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the whole scenario; see " + Tool.output(name + "-messages"))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
        assertThat(process.exitValue())
                .as("see " + Tool.output(name + "-errors"))
                .isZero();
    }

    /// Everything that was said and heard, once the call is over.
    String messages() {
        try {
            return Files.readString(Tool.output(name + "-messages"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
