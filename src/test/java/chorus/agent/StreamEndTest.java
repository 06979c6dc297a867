package chorus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Opening.Answering;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.phonebook.AgentRuntime;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How streams end, and how each end is understood.
class StreamEndTest {
    private final FakeAgent agent = FakeAgent.quiet();
    private final Line line = new Line();

    @AfterEach
    void end() {
        line.close();
        agent.close();
    }

    @Test
    void takesAnOrderlyCloseForAHangUp() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.closeOrderly();
        line.awaitHappening("closed: The agent closed its socket.");
        assertThat(agent.awaitClose()).isEqualTo(1000);
    }

    @Test
    void takesGoingAwayForAHangUp() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.close(1001, "bye");
        line.awaitHappening("closed: The agent closed its socket.");
    }

    @Test
    void takesACloseWithoutACodeForAHangUp() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.conversation().sendFrame(8, true, new byte[0]);
        line.awaitHappening("closed: The agent closed its socket.");
    }

    @Test
    void takesAnErrorCodeForALoss() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.close(1011, "model\nfailed.");
        line.awaitHappening("lost: The agent closed its socket with code 1011: model failed.");
    }

    @Test
    void takesAResetForALoss() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.vanish();
        Patience.until("the loss", () -> !line.happenings().isEmpty());
        assertThat(line.happenings().getFirst()).startsWith("lost: The agent's connection ");
        assertThat(line.happenings()).hasSize(1);
    }

    @Test
    void tellsOfALossBeforeTheStartWhenItIsStarted() {
        var stream = line.opened(agent.runtime());
        agent.close(1011, "");
        agent.awaitClose();
        line.onLoop(() -> stream.start(Line.START, line));
        line.awaitHappening("lost: The agent closed its socket with code 1011.");
        assertThat(agent.received()).isEmpty();
    }

    @Test
    void closesWithoutAStopWhatWasNeverStarted() {
        line.opened(agent.runtime()).close();
        assertThat(agent.awaitClose()).isEqualTo(1000);
        assertThat(agent.received()).isEmpty();
    }

    @Test
    void closesOnceHoweverOftenItIsAsked() {
        var stream = line.started(agent.runtime());
        agent.awaitStart();
        stream.close();
        stream.close();
        agent.awaitClose();
        stream.close();
        line.hear(stream, Sounds.silence(Duration.ofMillis(40)));
        line.onLoop(() -> stream.pressed('1'));
        assertThat(agent.received().stream()
                        .map(m -> m.path("event").textValue())
                        .toList())
                .containsExactly("connected", "start", "stop");
        assertThat(line.happenings()).isEmpty();
    }

    @Test
    void refusesFramesThatBreakTheWebSocketProtocol() {
        for (var frame : new byte[][] {
            {(byte) 0xC1, 0}, // a reserved bit
            {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0}, // masked by a server
            {(byte) 0x83, 0}, // no such opcode
            {(byte) 0x80, 0}, // continues nothing
            {(byte) 0x09, 0}, // a fragmented ping
            {(byte) 0x89, 126, 0, 126}, // a long ping
        }) {
            var agents = agent.conversations().size();
            line.happenings().clear();
            line.started(agent.runtime());
            var conversation = agent.conversation(agents + 1);
            conversation.awaitEvent("start");
            conversation.sendBytes(frame);
            Patience.until("the end", () -> !line.happenings().isEmpty());
            assertThat(line.happenings().getFirst()).startsWith("lost: The agent ");
            assertThat(conversation.awaitClose()).isEqualTo(1002);
        }
    }

    @Test
    void refusesAMessageOfMoreThanAMebibyte() {
        line.started(agent.runtime());
        agent.awaitStart();
        agent.conversation().sendFrame(1, false, new byte[700_000]);
        agent.conversation().sendFrame(0, true, new byte[400_000]);
        line.awaitHappening("lost: The agent sent a message of more than 1048576 bytes.");
    }

    @Test
    void answersPingsAndSendsItsOwn() {
        try (var quick =
                new Line(new AgentOptions(false, Duration.ofMillis(50), Duration.ofSeconds(30)), Optional.empty())) {
            quick.started(agent.runtime());
            Patience.until("two pings", () -> agent.conversation().pings() >= 2);
            agent.conversation().ping();
            Patience.until("more pings", () -> agent.conversation().pings() >= 4);
            assertThat(quick.happenings()).isEmpty();
        }
    }

    @Test
    void givesUpAPeerThatIsSilentOnTheSocket() throws IOException {
        try (var mute = mute();
                var quick = new Line(
                        new AgentOptions(false, Duration.ofMillis(50), Duration.ofSeconds(1)), Optional.empty())) {
            quick.started(at(mute));
            quick.awaitHappening("lost: The agent sent nothing, not even an answer to a ping, for 1 s.");
        }
    }

    @Test
    void dropsSoundAndNeverWaitsWhenTheAgentDoesNotRead() throws IOException {
        try (var mute = mute()) {
            var stream = line.started(at(mute));
            var minute = Sounds.silence(Duration.ofSeconds(60));
            var before = System.nanoTime();
            for (var i = 0; i < 20; i++) {
                line.hear(stream, minute);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(line.streams().counts().droppedFrames()).isBetween(1000L, 60_000L);
            assertThat(line.happenings()).isEmpty();
        }
    }

    @Test
    void endsTheStreamOfAnAgentThatAsksForAnswersAndReadsNone() throws IOException {
        try (var mute = mute()) {
            var stream = line.started(at(mute));
            line.onLoop(() -> {
                for (var i = 0; i < 100_000; i++) {
                    stream.reached("m", 0, true);
                }
            });
            line.awaitHappening("lost: The agent has stopped reading what it is sent.");
        }
    }

    /// Opens the WebSocket and then neither reads nor writes.
    private static Answering mute() throws IOException {
        return new Answering(new ServerSocket());
    }

    private static AgentRuntime at(Answering server) {
        return new AgentRuntime.WebSocket(URI.create("ws://127.0.0.1:" + server.port()), Map.of());
    }
}
