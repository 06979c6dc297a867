package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SIPp, an independent SIP implementation, and a whole server: what happens inside calls.
class SippDialogTest {
    private static final String NUMBER = "+12025550111";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SAYS_BYE = """
              <recv request="BYE"/>
              <send>
                <![CDATA[
            SIP/2.0 200 OK
            [last_Via:]
            [last_From:]
            [last_To:]
            [last_Call-ID:]
            [last_CSeq:]
            Content-Length: 0

            ]]>
              </send>
            """;

    private Tool sipp;
    private TestServer server;
    private FakeAgent agent;

    @BeforeEach
    void start() {
        sipp = Tool.named("sipp", "sip-tester");
        agent = FakeAgent.quiet();
        server = TestServer.start();
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
            agent.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timer-too-small", "refresh", "prack"})
    void goesAsWritten(String scenario) {
        awaitSuccess(plays(scenario, "", ""), scenario);

        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("caller_hung_up");
    }

    @Test
    void nobodyTakesOverACallThatIsNotThere() {
        awaitSuccess(plays("replaces", "", ""), "replaces");
    }

    @Test
    void isConnectedToSomebodyElse() {
        var process = plays("referred", "200 OK", SAYS_BYE);
        agent.awaitStart();

        agent.transfer("+12025550177");

        awaitSuccess(process, "referred");
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("transferred");
    }

    @ParameterizedTest
    @CsvSource({"486, Busy Here", "503, Service Unavailable"})
    void keepsTheAgentWhenTheTargetDoesNotAnswer(int status, String phrase) {
        var process = plays("referred", status + " " + phrase, SAYS_BYE);
        agent.awaitStart();

        agent.transfer("+12025550177");

        var outcome = agent.awaitTransferOutcome().path("transfer");
        assertThat(outcome.path("status").asText()).isEqualTo("failed");
        assertThat(outcome.path("reason").asText()).contains(status + " " + phrase);
        agent.hangUp();
        awaitSuccess(process, "referred");
        assertThat(server.callOnceOver().path("transferStatus").asText()).isEqualTo("failed");
    }

    private Process plays(String scenario, String outcome, String end) {
        return sipp.start(
                "sipp-inside-" + scenario,
                List.of(
                        "-sf",
                        written(scenario, outcome, end).toString(),
                        "-s",
                        NUMBER,
                        "-i",
                        "127.0.0.1",
                        "-mi",
                        "127.0.0.1",
                        "-mp",
                        "43000",
                        "-m",
                        "1",
                        "-nostdin",
                        "-timeout",
                        "50s",
                        "-timeout_error",
                        "-trace_err",
                        "-error_file",
                        Tool.output("sipp-inside-" + scenario + "-errors").toString(),
                        "127.0.0.1:" + server.sipPort()));
    }

    private static Path written(String scenario, String outcome, String end) {
        try {
            var text = Files.readString(Path.of("src/test/resources/sipp/inside", scenario + ".xml"));
            return Files.writeString(
                    Tool.output("sipp-inside-" + scenario + "-scenario"),
                    text.replace("[outcome]", outcome).replace("[end]", end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitSuccess(Process process, String scenario) {
        try {
            assertThat(process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the end of " + scenario)
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted.", e);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("see " + Tool.output("sipp-inside-" + scenario + "-errors"))
                .isZero();
    }
}
