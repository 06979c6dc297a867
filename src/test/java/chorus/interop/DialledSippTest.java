package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole server dials SIPp, an independent SIP implementation that plays the customer's PBX.
class DialledSippTest {
    private static final String CALLEE = "+12025550177";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /// Timer B, and some.
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private static final String LARGE = "{\"X-One\":\"" + "1 ".repeat(120) + "1\",\"X-Two\":\"" + "2 ".repeat(120)
            + "2\",\"X-Three\":\"" + "3 ".repeat(120) + "3\"}";

    private static final AtomicInteger NUMBERS = new AtomicInteger(100);

    private static TestServer server;
    private static FakeAgent agent;

    @BeforeAll
    static void start() {
        Tool.named("sipp", "sip-tester");
        agent = FakeAgent.echoing();
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            agent.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"answers", "early-media", "timer-too-small", "reliable"})
    void completesACallThatIsAnswered(String scenario) {
        try (var pbx = DialledPbx.that(scenario)) {
            var id = dials(pbx);

            pbx.awaitCallAsWritten();

            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo("completed");
            assertThat(call.path("sipCode").asInt()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "486, Busy Here, busy",
        "480, Temporarily Unavailable, no-answer",
        "603, Decline, no-answer",
        "503, All Lines Taken, failed",
        "404, Not Found, failed",
        "401, Unauthorized, failed",
        "407, Proxy Authentication Required, failed",
    })
    void keepsTheAnswerOfOneThatRefuses(int code, String phrase, String status) {
        try (var pbx = DialledPbx.that("refuses", code + " " + phrase)) {
            var id = dials(pbx);

            pbx.awaitCallAsWritten();

            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo(status);
            assertThat(call.path("sipCode").asInt()).isEqualTo(code);
            assertThat(call.path("sipPhrase").asText()).isEqualTo(phrase);
            assertThat(call.path("trace").toString()).contains(String.valueOf(code));
        }
    }

    @Test
    void tellsThatItRangBeforeItWasBusy() {
        try (var pbx = DialledPbx.that("rings-then-refuses", "486 Busy Here")) {
            var id = dials(pbx);
            awaitStatus(id, "ringing");

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("busy");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "cancelled")
    void isCancelledWhileItRings(String scenario) {
        try (var pbx = DialledPbx.that(scenario)) {
            var id = dials(pbx);
            awaitStatus(id, "ringing");

            server.post("/v1/calls/" + id + "/hangup", "{}", 202);

            pbx.awaitCallAsWritten();
            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("canceled");
        }
    }

    @Test
    void failsWhenThePbxSaysNothingAtAll() {
        try (var pbx = DialledPbx.that("silent")) {
            var call = awaitOver(dials(pbx), SILENCE);

            assertThat(call.path("status").asText()).isIn("failed", "no-answer");
            assertThat(call.path("sipCode").isNull()).isTrue();
            assertThat(call.path("trace")).isNotEmpty();
        }
    }

    @Test
    void sendsACallTooLargeForADatagramByTcp() {
        try (var pbx = DialledPbx.onTcp("answers")) {
            Patience.until("SIPp listens", LIMIT, () -> listens(pbx.port()));
            var id = dials(pbx, LARGE);

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void sendsACallTooLargeForADatagramAsOneToAPbxWithoutTcp() {
        try (var pbx = DialledPbx.that("answers")) {
            var id = dials(pbx, LARGE);

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("completed");
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String dials(DialledPbx pbx) {
        return dials(pbx, "{}");
    }

    private static String dials(DialledPbx pbx, String headers) {
        var number = "+12025550" + NUMBERS.incrementAndGet();
        var made = server.post("/v1/phone-numbers", """
                {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipPort":%d}
                """.formatted(number, pbx.port()), 201);
        var answer = server.post(
                "/v1/calls",
                """
                {"agentId":"%s","phoneNumberId":"%s","to":"%s","headers":%s}
                """.formatted(
                                server.agentAt(agent.uri()),
                                made.path("data").path("id").asText(),
                                CALLEE,
                                headers),
                201);
        return answer.path("data").path("id").asText();
    }

    private static void awaitStatus(String id, String status) {
        Patience.until(
                "the call " + status,
                LIMIT,
                () -> call(id).path("status").asText().equals(status));
    }

    private static JsonNode awaitOver(String id, Duration limit) {
        Patience.until("the call's end", limit, () -> !call(id).path("endedAt").isNull());
        return call(id);
    }

    private static JsonNode call(String id) {
        return server.get("/v1/calls/" + id).path("data");
    }
}
