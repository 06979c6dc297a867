package chorus.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chorus.agent.AgentStreams.Opening;
import chorus.fake.FakeAgent;
import chorus.fake.Opening.Answering;
import chorus.fake.Patience;
import chorus.phonebook.AgentRuntime;
import chorus.secret.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How streams open, and the sentence for each way in which they do not.
class OpeningTest {
    private final Line line = new Line();

    @AfterEach
    void end() {
        line.close();
    }

    @Test
    void asksAsAWebSocketClientDoesWithTheConfiguredHeaders() {
        try (var agent = FakeAgent.quiet()) {
            var uri = URI.create(agent.uri() + "/a%20b?x=%2F");
            line.opened(new AgentRuntime.WebSocket(
                    uri, Map.of("Authorization", Secret.of("Bearer s3cret"), "Host", Secret.of("elsewhere"))));
            assertThat(agent.requestHeaders())
                    .containsEntry(":request", "GET /agent/a%20b?x=%2F HTTP/1.1")
                    .containsEntry("authorization", "Bearer s3cret")
                    .containsEntry("host", "127.0.0.1:" + uri.getPort())
                    .containsEntry("upgrade", "websocket")
                    .containsEntry("sec-websocket-version", "13")
                    .containsKey("sec-websocket-key")
                    .doesNotContainKeys("sec-websocket-protocol", "sec-websocket-extensions", "origin");
        }
    }

    @Test
    void readsWhatArrivesTogetherWithTheAnswer() throws IOException {
        try (var server = new Answering(new ServerSocket(), "\u0088\u0002\u0003\u00f3")) {
            var stream = line.opened(at("ws://127.0.0.1:" + server.port()));
            line.onLoop(() -> stream.start(Line.START, line));
            line.awaitHappening("lost: The agent closed its socket with code 1011.");
        }
    }

    @Test
    void saysThatNobodyListens() {
        var agent = FakeAgent.quiet();
        agent.close();
        assertThat(line.failure(at(agent.uri() + "?token=s3cret"))).isEqualTo(name(agent) + " refused the connection.");
    }

    @Test
    void saysWhatTheServerAnswered() {
        for (var answer : Map.of(401, "401 Unauthorized", 404, "404 Not Found", 503, "503 Service Unavailable")
                .entrySet()) {
            try (var agent = FakeAgent.refusing(answer.getKey())) {
                assertThat(line.failure(agent.runtime()))
                        .isEqualTo(
                                name(agent) + " answered " + answer.getValue() + " instead of opening the WebSocket.");
            }
        }
    }

    @Test
    void followsNoRedirect() {
        try (var agent = FakeAgent.refusing(302)) {
            assertThat(line.failure(agent.runtime()))
                    .isEqualTo(name(agent)
                            + " answered 302 Found (redirects are not followed) instead of opening the WebSocket.");
        }
    }

    @Test
    void saysThatTheServerAnsweredWithoutBeingAWebSocket() {
        try (var agent = FakeAgent.refusing(101)) {
            assertThat(line.failure(agent.runtime()))
                    .isEqualTo(name(agent) + " answered 101, but not as a WebSocket server does.");
        }
    }

    @Test
    void saysThatTheConnectionWasClosed() {
        try (var agent = FakeAgent.closingAtOnce()) {
            assertThat(line.failure(agent.runtime()))
                    .startsWith(name(agent))
                    .endsWith("before the WebSocket was open.");
        }
    }

    @Test
    void waitsNoLongerThanTheBudgetForAnAnswer() {
        try (var agent = FakeAgent.neverAnswering()) {
            var before = System.nanoTime();
            assertThat(line.open(agent.runtime(), Duration.ofMillis(300)))
                    .isInstanceOfSatisfying(
                            Opening.Failed.class,
                            failed -> assertThat(failed.why())
                                    .startsWith(name(agent) + " did not answer the WebSocket request within ")
                                    .endsWith(" ms."));
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isBetween(Duration.ofMillis(290), Duration.ofSeconds(2));
        }
    }

    @Test
    void saysThatTheNameDoesNotExist() {
        assertThat(line.failure(at("ws://no-such-host.invalid/x")))
                .startsWith("The agent's host name no-such-host.invalid ");
    }

    @Test
    void saysThatTheServerDoesNotSpeakTls() {
        try (var agent = FakeAgent.quiet()) {
            var uri = agent.uri().toString().replace("ws://", "wss://");
            assertThat(line.open(at(uri), Duration.ofSeconds(1)))
                    .isInstanceOfSatisfying(
                            Opening.Failed.class,
                            failed -> assertThat(failed.why()).startsWith("The agent at wss://127.0.0.1:"));
        }
    }

    @Test
    void saysWhatIsWrongWithTheUrl() {
        assertThat(line.failure(at("https://127.0.0.1/")))
                .isEqualTo("The agent's URL must begin with wss:// or ws://.");
        assertThat(line.failure(at("ws:nowhere"))).isEqualTo("The agent's URL names no host.");
    }

    @Test
    void saysThatAHeaderCannotBeSentWithoutShowingIt() {
        try (var agent = FakeAgent.quiet()) {
            assertThat(line.failure(new AgentRuntime.WebSocket(agent.uri(), Map.of("X", Secret.of("s3cret\r\nY: z")))))
                    .isEqualTo(
                            name(agent) + " was not asked: a configured header has a name or value that HTTP forbids.");
        }
    }

    @Test
    void saysThatTheBuiltinAgentIsNotThere() {
        assertThat(line.failure(new AgentRuntime.Builtin())).isEqualTo("The built-in agent is not running.");
    }

    @Test
    void goesToNoPrivateAddressWhereThatIsDenied() {
        try (var strict = new Line(AgentOptions.standard(true), Optional.empty())) {
            assertThat(strict.failure(at("ws://example.com/")))
                    .isEqualTo("The agent's URL begins with ws://, and CHORUS_PRIVATE_TARGETS is deny: use wss://.");
            for (var host :
                    new String[] {"127.0.0.1", "localhost", "10.1.2.3", "[::1]", "[::ffff:192.168.0.1]", "0.0.0.0"}) {
                assertThat(strict.failure(at("wss://" + host + "/")))
                        .isEqualTo("The agent's host " + host.replaceAll("[\\[\\]]", "")
                                + " is at a private address, and CHORUS_PRIVATE_TARGETS is deny.");
            }
        }
    }

    @Test
    void stopsWaitingWhenItsThreadIsInterrupted() throws Exception {
        try (var agent = FakeAgent.neverAnswering()) {
            var result = new CompletableFuture<Opening>();
            var waiting = Thread.startVirtualThread(
                    () -> result.complete(line.open(agent.runtime(), Duration.ofSeconds(30))));
            Patience.until("the wait", () -> waiting.getState() == Thread.State.TIMED_WAITING);
            waiting.interrupt();
            assertThat(result.get(5, TimeUnit.SECONDS))
                    .isEqualTo(new Opening.Failed("The opening of the agent's stream was interrupted."));
        }
    }

    @Test
    void countsWhatOpenedAndWhatDidNot() {
        try (var agent = FakeAgent.quiet();
                var refusing = FakeAgent.refusing(500)) {
            line.opened(agent.runtime());
            line.failure(refusing.runtime());
            assertThat(line.streams().counts()).isEqualTo(new StreamCounts(1, 1, 0, 0, 0, 0));
        }
    }

    @Test
    void refusesOptionsThatGiveUpBeforeAsking() {
        assertThatThrownBy(() -> new AgentOptions(false, Duration.ofSeconds(5), Duration.ofSeconds(5)))
                .hasMessage("A peer must be asked for a sign of life before it is given up.");
    }

    private static AgentRuntime at(String uri) {
        return new AgentRuntime.WebSocket(URI.create(uri), Map.of());
    }

    private static String name(FakeAgent agent) {
        return "The agent at ws://127.0.0.1:" + agent.uri().getPort();
    }
}
