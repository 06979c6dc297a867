package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import chorus.fake.WebhookReceiver;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What customers are told of their ended calls, whatever becomes of their web servers and of ours.
class WebhooksTest {
    private static final String SECRET = "a-secret-of-the-receiver";
    private static final Duration A_WHILE = Duration.ofSeconds(25);

    private TestServer server;
    private FakeAgent agent;
    private WebhookReceiver receiver;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of("CHORUS_PRIVATE_WEBHOOKS", "allow"));
        agent = FakeAgent.quiet();
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void stop() {
        server.close();
        agent.close();
        receiver.close();
    }

    @Test
    void tellsOfAnEndedCallSignedByTheAgentsSecret() throws GeneralSecurityException {
        numberOf("+12025550181", receiver.url());
        call("+12025550181");

        var told = receiver.awaits(1).getFirst();

        var record = server.callOnceOver();
        var body = told.body();
        assertThat(body.path("event").asText()).isEqualTo("call.completed");
        assertThat(body.path("callId")).isEqualTo(record.path("id"));
        assertThat(body.path("organizationId")).isEqualTo(record.path("organizationId"));
        assertThat(body.path("agentId")).isEqualTo(record.path("agentId"));
        assertThat(body.path("phoneNumberId")).isEqualTo(record.path("phoneNumberId"));
        assertThat(body.path("direction").asText()).isEqualTo("inbound");
        assertThat(body.path("status").asText()).isEqualTo("completed");
        assertThat(body.path("customerNumber").asText()).isEqualTo("+12025550199");
        assertThat(body.path("startedAt").asText()).isNotEmpty();
        assertThat(body.fieldNames())
                .toIterable()
                .contains(
                        "durationSeconds",
                        "endedAt",
                        "recordingUrl",
                        "transcriptUrl",
                        "summary",
                        "extractedData",
                        "metadata");
        assertThat(told.header("X-chorus-signature"))
                .isEqualTo("sha256=" + hmac(told.header("X-chorus-timestamp") + "." + told.text()));
        assertThat(told.header("X-chorus-delivery"))
                .isEqualTo(body.path("deliveryId").asText());
        var listed = awaitDelivery("delivered");
        assertThat(listed.path("id")).isEqualTo(body.path("deliveryId"));
        assertThat(listed.path("callId")).isEqualTo(record.path("id"));
    }

    @Test
    void triesAgainUnderTheSameIdUntilItIsTaken() {
        numberOf("+12025550182", receiver.answers(500).url());
        call("+12025550182");
        receiver.awaits(1);
        var failed = awaitDelivery("pending");
        assertThat(failed.at("/lastAttempts/0/status").asInt()).isEqualTo(500);

        receiver.answers(200);

        var twice = receiver.awaits(2);
        assertThat(twice.get(1).text()).isEqualTo(twice.get(0).text());
        assertThat(twice.get(1).header("X-chorus-delivery"))
                .isEqualTo(twice.get(0).header("X-chorus-delivery"));
        assertThat(awaitDelivery("delivered").path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void losesNothingWhileTheReceiverIsDownAndThisServerIsStartedAnew() {
        var port = receiver.port();
        numberOf("+12025550183", receiver.url());
        receiver.close();
        call("+12025550183");
        var pending = awaitDelivery("pending");

        server.restart();
        receiver = new WebhookReceiver("127.0.0.1", port);

        var told = receiver.awaits(1).getFirst();
        assertThat(told.header("X-chorus-delivery"))
                .isEqualTo(pending.path("id").asText());
        awaitDelivery("delivered");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void letsASlowReceiverHurtNobodyElse() {
        try (var slow = new WebhookReceiver().hesitates()) {
            numberOf("+12025550184", slow.url());
            numberOf("+12025550185", receiver.url());
            for (var calls = 0; calls < 6; calls++) {
                call("+12025550184");
            }
            slow.awaits(4);

            call("+12025550185");

            receiver.awaits(1);
            assertThat(slow.received()).hasSize(4);
        }
    }

    @Test
    void sendsItAgainOnRequestUnderTheSameId() {
        numberOf("+12025550186", receiver.url());
        call("+12025550186");
        var delivered = awaitDelivery("delivered");

        var again = server.post("/v1/webhook-deliveries/" + delivered.path("id").asText() + "/resend", "", 202);

        assertThat(again.at("/data/state").asText()).isEqualTo("pending");
        var twice = receiver.awaits(2);
        assertThat(twice.get(1).text()).isEqualTo(twice.get(0).text());
        server.post("/v1/webhook-deliveries/" + UUID.randomUUID() + "/resend", "", 404);
    }

    @Test
    void tellsOfCallsThatWereNotAnsweredToo() {
        agent.close();
        numberOf("+12025550187", receiver.url());
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.calls("+12025550187").waitsFor(480);
        }

        var body = receiver.awaits(1).getFirst().body();

        assertThat(body.path("status").asText()).isEqualTo("failed");
        assertThat(body.path("endedReason").asText()).isEqualTo("agent_unreachable");
        assertThat(body.path("startedAt").isNull()).isTrue();
    }

    @Test
    void goesToNoPrivateAddressUnlessThatIsAllowed() {
        try (var strict = TestServer.start();
                var phone = new SipPhone(strict.sipAddress())) {
            strict.numberFor("+12025550188", agentAt(strict, receiver.url()));
            phone.connectsTo("+12025550188").hangsUp();

            Patience.until(
                    "an attempt",
                    A_WHILE,
                    () -> !strict.get("/v1/webhook-deliveries")
                            .at("/data/0/lastAttempts")
                            .isEmpty());

            assertThat(strict.get("/v1/webhook-deliveries")
                            .at("/data/0/lastAttempts/0/message")
                            .asText())
                    .contains("private address");
            assertThat(receiver.received()).isEmpty();
        }
    }

    private void numberOf(String number, URI hook) {
        server.numberFor(number, agentAt(server, hook));
    }

    private UUID agentAt(TestServer at, URI hook) {
        return at.agent("{\"name\":\"A\",\"runtime\":{\"type\":\"websocket\",\"url\":\"" + agent.uri()
                + "\"},\"postCallWebhookUrl\":\"" + hook + "\",\"postCallWebhookSecret\":\"" + SECRET + "\"}");
    }

    private void call(String number) {
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.named("+12025550199").connectsTo(number).hangsUp();
        }
    }

    /// The newest delivery once it was tried and is in this state.
    private JsonNode awaitDelivery(String state) {
        Patience.until("a webhook that is " + state, A_WHILE, () -> {
            var newest = server.get("/v1/webhook-deliveries").at("/data/0");
            return newest.path("state").asText().equals(state)
                    && !newest.path("lastAttempts").isEmpty();
        });
        return server.get("/v1/webhook-deliveries").at("/data/0");
    }

    private static String hmac(String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
