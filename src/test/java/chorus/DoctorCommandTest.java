package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Patience;
import chorus.fake.SipPhone;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// `./chorus doctor`, asking a running server.
class DoctorCommandTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.numberWithoutAgent("+12025550111");
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.calls("+12025550111");
            phone.waitsFor(480);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellsTheStoryOfACall() {
        var id = server.callOnceOver().path("id").asText();

        assertThat(said(url(), TestServer.key(), id))
                .contains("Call " + id, "Assign an agent: set `agentId`", "INVITE sip:+12025550111");
    }

    @Test
    void tellsOfTheLastCallWhenNoneIsNamed() {
        server.callOnceOver();

        assertThat(said(url(), TestServer.key(), "last")).contains("No agent is assigned to the number");
    }

    @Test
    void tellsWhoWasNotLetInWhenNothingIsNamed() {
        try (var stranger = new SipPhone("127.0.0.9", server.sipAddress())) {
            stranger.calls("+12025550111");
            Patience.until(
                    "the stranger",
                    () -> !server.get("/v1/strangers").path("data").isEmpty());
        }

        assertThat(said(url(), TestServer.key()))
                .startsWith("Who was not let in, and may be yours\n  - 127.0.0.9 called +12025550111 ")
                .contains("has 127.0.0.1: was it mistyped?", "No agent is assigned to the number");
        assertThat(said(url(), TestServer.key(), "last")).doesNotContain("127.0.0.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "never-heard-of | last | answered 401: The API key is unknown or revoked.",
                "a-key-for-tests-only | 00000000-0000-0000-0000-000000000000 | answered 404: There is no call with this id.",
                "a-key-for-tests-only | nonsense | 'nonsense' is no call: give the id that /v1/calls shows, or: last.",
            })
    void saysWhatIsWrong(String key, String call, String complaint) {
        assertThat(said(url(), key, call)).contains(complaint);
    }

    @Test
    void saysWhenNoServerIsThere() {
        assertThat(said("http://127.0.0.1:1", TestServer.key(), "last"))
                .isEqualTo(
                        "No server answers at http://127.0.0.1:1: start it with ./chorus serve, or give its address by"
                                + " --url.");
    }

    private static String url() {
        return "http://127.0.0.1:" + server.httpPort();
    }

    private static String said(String url, String key, String... call) {
        var out = new StringWriter();
        new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(out))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    out.append(e.getMessage());
                    return 1;
                })
                .execute(Stream.concat(Stream.of("--url", url, "--key", key), Arrays.stream(call))
                        .toArray(String[]::new));
        return out.toString();
    }
}
