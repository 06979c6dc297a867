package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
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

    @Test
    void takesWhatIsPlayedBeforeTheAnswerAndKeepsItFromTheAgent() {
        try (var pbx = DialledPbx.that("early-media")) {
            var id = dials(pbx);

            pbx.awaitCallAsWritten();

            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo("completed");
            assertThat(TestServer.step(call, "media").path("found").asText()).containsPattern("received [1-9][0-9],");
            assertThat(Sounds.loudness(agent.conversations().getLast().heard())).isLessThan(50);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"answers", "timer-too-small", "reliable"})
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
    @ValueSource(strings = {"cancelled", "answers-late"})
    void isCancelledWhileItRingsAlsoWhenTheAnswerCrossesTheCancel(String scenario) {
        try (var pbx = DialledPbx.that(scenario)) {
            var id = dials(pbx);
            awaitStatus(id, "ringing");

            server.post("/v1/calls/" + id + "/hangup", "{}", 202);

            pbx.awaitCallAsWritten();
            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("canceled");
        }
    }

    @Test
    void takesTheFirstPhoneThatAnswersAndHangsUpOnTheSecond() {
        try (var pbx = DialledPbx.that("forked")) {
            var id = dials(pbx);

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void goesWhereThePbxSendsItInItsOwnHouse() {
        try (var pbx = DialledPbx.that("redirects")) {
            var id = dials(pbx);

            pbx.awaitCallAsWritten();

            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo("completed");
            assertThat(call.path("trace").toString()).contains("302 Moved Temporarily", "sip:desk@127.0.0.1");
        }
    }

    @Test
    void goesNowhereElseAndTellsWhereItWasSent() {
        var moved = "302 Moved Temporarily\nContact: <sip:desk@elsewhere.example>";
        try (var pbx = DialledPbx.that("refuses", moved)) {
            var id = dials(pbx);

            pbx.awaitCallAsWritten();

            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo("failed");
            assertThat(call.path("endedReason").asText()).isEqualTo("destination_refused");
            assertThat(call.path("sipCode").asInt()).isEqualTo(302);
            assertThat(refusal(call)).contains("Contact: <sip:desk@elsewhere.example>", "not followed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 Unauthorized\nWWW-Authenticate: Digest realm=\"pbx\", nonce=\"47ebe028\", algorithm=MD5, qop=\"auth\"",
                "401 Unauthorized\nWWW-Authenticate: Digest realm=\"pbx\", nonce=\"47ebe028\"",
            })
    void provesItselfToAPbxThatAsks(String challenge) {
        try (var pbx = DialledPbx.that("challenges", challenge, 2)) {
            var id = dials(registered(pbx, "correct-horse"));

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void provesItselfToATrunkThatKnowsItByItsAddress() {
        var challenge = "401 Unauthorized\nWWW-Authenticate: Digest realm=\"trunk\", nonce=\"47ebe028\", qop=\"auth\"";
        try (var pbx = DialledPbx.that("challenges", challenge)) {
            var login = "\"sipProxy\":\"localhost\",\"sipUsername\":\"ann\",\"sipPassword\":\"correct-horse\"";
            var id = dials(number(pbx, login));

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void givesUpWhenThePasswordIsWrong() {
        var challenge = "401 Unauthorized\nWWW-Authenticate: Digest realm=\"pbx\", nonce=\"47ebe028\", qop=\"auth\"";
        try (var pbx = DialledPbx.that("challenges-again", challenge, 2)) {
            var id = dials(registered(pbx, "a-guess"));

            pbx.awaitCallAsWritten();

            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo("failed");
            assertThat(call.path("endedReason").asText()).isEqualTo("credentials_rejected");
            assertThat(call.path("trace").toString())
                    .contains(
                            "SIP/2.0 401 Unauthorized | WWW-Authenticate: Digest ",
                            "The far side does not accept the user name or the password.");
        }
    }

    @Test
    void registersForAsLongAsThePbxWants() {
        try (var pbx = DialledPbx.that("registers-briefly")) {
            registered(pbx, "correct-horse");

            pbx.awaitCallAsWritten();
        }
    }

    @Test
    void tellsThatThePbxSaidNothingAtAll() {
        try (var pbx = DialledPbx.that("silent")) {
            var id = dials(number(pbx, "\"ringTimeoutSeconds\":5"));

            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo("failed");
            assertThat(call.path("endedReason").asText()).isEqualTo("network_unreachable");
            assertThat(call.path("sipCode").isNull()).isTrue();
            assertThat(refusal(call)).contains("nothing at all within 5 s");
        }
    }

    @Test
    void hangsUpOnAPbxAndPaysForTheCall() {
        server.patch("/v1/organizations/" + organization(), "{\"balance\":{\"amount\":\"5\",\"currency\":\"USD\"}}");
        try (var pbx = DialledPbx.that("is-hung-up")) {
            var id = dials(number(pbx, "\"pricePerMinute\":\"0.6\""));
            awaitStatus(id, "in-progress");

            server.post("/v1/calls/" + id + "/hangup", "{}", 202);

            pbx.awaitCallAsWritten();
            var call = awaitOver(id, LIMIT);
            assertThat(call.path("status").asText()).isEqualTo("completed");
            assertThat(call.path("cost").decimalValue()).isPositive();
            var entry = server.get("/v1/organization/ledger").path("data").get(0);
            assertThat(new BigDecimal(entry.path("amount").asText()).negate())
                    .isEqualByComparingTo(call.path("cost").decimalValue());
            assertThat(entry.path("note").asText()).contains(CALLEE, "0.6 USD a minute");
        } finally {
            server.patch("/v1/organizations/" + organization(), "{\"balance\":{\"unlimited\":true}}");
        }
    }

    @Test
    void sendsACallTooLargeForADatagramByTcp() {
        try (var pbx = DialledPbx.onTcp("answers")) {
            Patience.until("SIPp listens", LIMIT, () -> listens(pbx.port()));
            var id = dials(plain(pbx), LARGE);

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id, LIMIT).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void sendsACallTooLargeForADatagramAsOneToAPbxWithoutTcp() {
        try (var pbx = DialledPbx.that("answers")) {
            var id = dials(plain(pbx), LARGE);

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

    private static String organization() {
        return server.get("/v1/organization").path("data").path("id").asText();
    }

    private static String dials(DialledPbx pbx) {
        return dials(plain(pbx));
    }

    private static String plain(DialledPbx pbx) {
        return number(pbx, "\"ringTimeoutSeconds\":30");
    }

    private static String dials(String numberId) {
        return dials(numberId, "{}");
    }

    private static String dials(String numberId, String headers) {
        var answer =
                server.post("/v1/calls", """
                {"agentId":"%s","phoneNumberId":"%s","to":"%s","headers":%s}
                """.formatted(server.agentAt(agent.uri()), numberId, CALLEE, headers), 201);
        return answer.path("data").path("id").asText();
    }

    private static String number(DialledPbx pbx, String more) {
        return added(
                "\"sipMode\":\"ip_allowlist\",\"sipIp\":\"127.0.0.1\",\"sipPort\":%d,%s".formatted(pbx.port(), more));
    }

    /// A number that registers at the PBX as `ann`.
    private static String registered(DialledPbx pbx, String password) {
        return added("""
                "sipMode":"registration","sipUsername":"ann","sipPassword":"%s","sipProxy":"127.0.0.1","sipPort":%d
                """.formatted(password, pbx.port()));
    }

    private static String added(String fields) {
        var number = "+12025550" + NUMBERS.incrementAndGet();
        return server.post(
                        "/v1/phone-numbers", "{\"number\":\"" + number + "\",\"provider\":\"sip\"," + fields + "}", 201)
                .path("data")
                .path("id")
                .asText();
    }

    /// What was found by the step that decided.
    private static String refusal(JsonNode call) {
        return StreamSupport.stream(call.path("trace").spliterator(), false)
                .filter(step -> step.path("verdict").asText().equals("refused"))
                .map(step -> step.path("found").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing was refused in " + call.path("trace")));
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
