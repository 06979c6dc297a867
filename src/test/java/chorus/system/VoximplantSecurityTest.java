package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.twilio.TwilioHouse;
import chorus.fake.voximplant.BareScenario;
import chorus.fake.voximplant.VoximplantCloud;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What strangers may try at the door of Voximplant's scenarios, and what those must not do twice.
class VoximplantSecurityTest {
    private static final String NUMBER = "+12025550100";
    private static final String START =
            "{\"event\":\"start\",\"sequenceNumber\":0,\"start\":{\"mediaFormat\":{\"encoding\":\"ULAW\",\"sampleRate\":8000}}}";

    private final VoximplantCloud cloud = VoximplantCloud.start();
    private final FakeAgent agent = FakeAgent.quiet();
    private TestServer server;
    private BareScenario scenario;

    @BeforeEach
    void open() {
        var port = TwilioHouse.freePort();
        server = TestServer.start(Map.of(
                "CHORUS_HTTP_PORT", String.valueOf(port),
                "CHORUS_PUBLIC_URL", "http://127.0.0.1:" + port,
                "CHORUS_VOXIMPLANT_API_URL", cloud.apiUrl().toString()));
        var account = cloud.account();
        account.has(NUMBER);
        server.post(
                "/v1/phone-numbers",
                "{\"number\":\"" + NUMBER + "\",\"provider\":\"voximplant\",\"voximplantAccountId\":\"" + account.id()
                        + "\",\"voximplantApiKey\":\"" + account.apiKey() + "\",\"agentId\":\""
                        + server.agentAt(agent.uri()) + "\"}",
                201);
        Patience.until(
                "the number to be bound",
                () -> account.number(NUMBER).orElseThrow().rule().isPresent());
        scenario = BareScenario.in(account.application("chorus"));
    }

    @AfterEach
    void close() {
        scenario.close();
        server.close();
        agent.close();
        cloud.close();
    }

    @Test
    void aForgedRequestStartsNothing() {
        assertThat(scenario.with("00".repeat(32))
                        .posts("/inbound", inbound("1", 1))
                        .statusCode())
                .isEqualTo(403);
        var signed = scenario.signed("/inbound", inbound("1", 1), Instant.now());
        var elsewhere = java.net.http.HttpRequest.newBuilder(signed, (_, _) -> true)
                .uri(java.net.URI.create(signed.uri().toString().replace("/inbound", "/event")))
                .build();
        assertThat(scenario.sends(elsewhere).statusCode()).isEqualTo(403);
        assertThat(server.get("/v1/calls").path("data")).isEmpty();
        assertThat(agent.conversations()).isEmpty();
    }

    @Test
    void aLinkThatNobodyHasIsNotThere() {
        var other = new BareScenario(
                "http://127.0.0.1:" + server.httpPort() + "/voximplant/AAAAAAAAAAAAAAAAAAAAAA", "00".repeat(32));
        assertThat(other.posts("/inbound", inbound("1", 1)).statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestOfAnotherTimeIsToldTheTimeHere() {
        var late = scenario.signed("/inbound", inbound("1", 1), Instant.now().minusSeconds(400));
        var answer = scenario.sends(late);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("one of the clocks is wrong");
        assertThat(server.get("/v1/calls").path("data")).isEmpty();
    }

    @Test
    void aRequestThatCameBeforeIsRefused() {
        var event = scenario.signed(
                "/event", "{\"session\":\"1\",\"n\":1,\"call\":\"c\",\"event\":\"ringing\"}", Instant.now());
        assertThat(scenario.sends(event).statusCode()).isEqualTo(200);
        assertThat(scenario.sends(event).statusCode()).isEqualTo(409);
    }

    @Test
    void aNumberOfAnotherLinkIsRefusedAsUnknown() {
        var answer = scenario.asks("/inbound", inbound("1", 1).replace("12025550100", "12025550199"));
        assertThat(answer.path("action").asText()).isEqualTo("reject");
        assertThat(answer.path("code").asInt()).isEqualTo(404);
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("unknown_number");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThat(scenario.posts("/inbound", "{").statusCode()).isEqualTo(400);
        assertThat(scenario.posts("/inbound", "[]").statusCode()).isEqualTo(400);
        assertThat(scenario.posts("/inbound", "{\"session\":\"" + "1".repeat(65) + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCallIsTakenOverASocketThatSpeaksFirstAndChoosesChat() {
        var answer = scenario.asks("/inbound", inbound("1", 1));
        var media = opened(answer.path("media").asText(), answer.path("token").asText());
        assertThat(media.socket().getSubprotocol()).isEqualTo("chat");
        media.awaits("\"event\":\"start\"");
        assertThat(media.heard().getFirst()).contains("ULAW").contains("8000");
        media.says(START);
        assertThat(agent.awaitStart().at("/start/customParameters/from_number").asText())
                .isEqualTo("+12025550147");
        media.says("{\"customEvent\":\"dtmf\",\"payload\":{\"digit\":\"5\"}}");
        agent.awaitDtmf('5');
        scenario.posts(
                "/event",
                "{\"session\":\"1\",\"n\":2,\"call\":\"c1\",\"event\":\"ended\",\"code\":200,\"reason\":\"hung_up\","
                        + "\"seconds\":7,\"cost\":0.0125}");
        var record = server.callOnceOver();
        assertThat(record.path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(record.path("callSid").asText()).isEqualTo("c1");
        Patience.until(
                "the cost to be known",
                () -> server.get("/v1/calls").at("/data/0/networkCost").asDouble() == 0.0125);
    }

    @Test
    void anAnnouncementThatIsRepeatedIsTheSameCallWithTheSameAnswer() {
        var first = scenario.asks("/inbound", inbound("1", 1));
        var second = scenario.asks("/inbound", inbound("1", 2));
        assertThat(second).isEqualTo(first);
        assertThat(server.get("/v1/calls").path("data")).hasSize(1);
    }

    @Test
    void aTokenOpensOneSocketAndAGuessedOneNone() {
        var answer = scenario.asks("/inbound", inbound("1", 1));
        var url = answer.path("media").asText();
        assertThatThrownBy(() -> opened(url, "a-guess")).isInstanceOf(CompletionException.class);
        opened(url, answer.path("token").asText());
        assertThatThrownBy(() -> opened(url, answer.path("token").asText())).isInstanceOf(CompletionException.class);
    }

    @Test
    void aSocketThatTalksNonsenseIsClosed() {
        var answer = scenario.asks("/inbound", inbound("1", 1));
        var media = opened(answer.path("media").asText(), answer.path("token").asText());
        media.says(START);
        agent.awaitStart();
        for (var i = 0; i < 200 && !media.closed().isDone(); i++) {
            media.says("{\"event\":");
        }
        assertThat(media.closed().join()).isEqualTo(1008);
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("signalling_failed");
    }

    @Test
    void aSocketWithTheWrongEncodingIsClosedAndTheCallSaysSo() {
        var answer = scenario.asks("/inbound", inbound("1", 1));
        var media = opened(answer.path("media").asText(), answer.path("token").asText());
        media.says(START.replace("ULAW", "PCM16"));
        assertThat(media.closed().join()).isEqualTo(1008);
    }

    @Test
    void aMessageThatIsTooLargeEndsTheSocket() {
        var answer = scenario.asks("/inbound", inbound("1", 1));
        var media = opened(answer.path("media").asText(), answer.path("token").asText());
        media.says(START);
        agent.awaitStart();
        media.says("{\"event\":\"media\",\"media\":{\"payload\":\"" + "A".repeat(70_000) + "\"}}");
        assertThat(media.closed().join()).isEqualTo(1009);
    }

    @Test
    void secretsAreNotShown() {
        var shown = server.get("/v1/phone-numbers").toString();
        assertThat(shown)
                .contains("voximplantAccountId")
                .doesNotContain(cloud.account().apiKey())
                .doesNotContain("voximplantApiKey");
    }

    private static String inbound(String session, int n) {
        return "{\"session\":\"" + session + "\",\"n\":" + n + ",\"call\":\"c1\",\"control\":\"http://127.0.0.1:9/x\","
                + "\"from\":\"12025550147\",\"to\":\"12025550100\"}";
    }

    private Media opened(String url, String token) {
        var media = new Media();
        media.socket = scenario.opens(url, token, media).join();
        return media;
    }

    /// The far end of a media socket.
    private static final class Media implements WebSocket.Listener {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private WebSocket socket;

        WebSocket socket() {
            return socket;
        }

        List<String> heard() {
            return heard;
        }

        CompletableFuture<Integer> closed() {
            return closed.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS);
        }

        void says(String message) {
            try {
                socket.sendText(message, true).join();
            } catch (CompletionException _) {
                assertThat(closed).isDone();
            }
        }

        void awaits(String part) {
            Patience.until("to hear " + part, () -> heard.stream().anyMatch(one -> one.contains(part)));
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
