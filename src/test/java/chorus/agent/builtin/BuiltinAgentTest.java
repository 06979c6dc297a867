package chorus.agent.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.agent.AgentOptions;
import chorus.agent.AgentStream;
import chorus.agent.AgentStreams.Opening;
import chorus.agent.Line;
import chorus.agent.StreamStart;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.phonebook.AgentRuntime;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A conversation with the demo agent, over the same line as with any other.
class BuiltinAgentTest {
    private static final AgentRuntime DEMO = new AgentRuntime.Builtin();
    private static final Speech SPEECH = Speech.loading();

    private final BuiltinAgent agent = BuiltinAgent.start(SPEECH);
    private final Line line = new Line(AgentOptions.standard(true), Optional.of(agent.uri()));

    @BeforeAll
    static void awaitVoice() {
        Patience.until("the voice", SPEECH::hasVoice);
    }

    @AfterEach
    void end() {
        line.close();
        agent.close();
    }

    @AfterAll
    static void voiceStillWorks() {
        assertThat(SPEECH.hasVoice()).isTrue();
    }

    @Test
    void greetsAndSaysWhatItIs() {
        line.started(DEMO);
        awaitTurn(1);
        assertThat(Sounds.loudness(line.heard())).isGreaterThan(500);
        assertThat(line.heard()).hasSizeGreaterThan(4 * 8000);
        assertThat(said()).startsWith("agent: Hello! This is the Chorus demo agent");
    }

    @Test
    void usesTheGreetingOfTheAgentsSettings() {
        line.started(DEMO, new StreamStart("AC1", "CA1", "MZ1", Map.of("agent_greeting", "Welcome to Café Müller.")));
        awaitTurn(1);
        line.awaitHappening("agent: Welcome to Café Müller. " + Dialogue.NAME);
    }

    @Test
    void fillsTheGreetingWithTheCallsVariables() {
        line.started(
                DEMO,
                new StreamStart(
                        "AC1",
                        "CA1",
                        "MZ1",
                        Map.of(
                                "agent_greeting",
                                "Hello {{name}}, {{ order }}{{missing}}!",
                                "name",
                                "$1 Ada",
                                "order",
                                "{{name}}")));
        awaitTurn(1);
        line.awaitHappening("agent: Hello $1 Ada, {{name}}! " + Dialogue.NAME);
    }

    @Test
    void tellsTheHours() {
        var stream = afterGreeting();
        press(stream, "1");
        awaitTurn(2);
        line.awaitHappening("agent: " + Dialogue.HOURS);
        assertThat(Sounds.loudness(line.heard())).isGreaterThan(500);
    }

    @Test
    void readsKeysBack() {
        var stream = afterGreeting();
        press(stream, "2");
        line.awaitHappening("agent: " + Dialogue.ASK_KEYS);
        press(stream, "49*#");
        line.awaitHappening("agent: You pressed 4, 9, star.");
        line.awaitHappening("user: (pressed 49*)");
    }

    @Test
    void readsKeysBackAfterAPause() {
        var stream = afterGreeting();
        press(stream, "27");
        line.awaitHappening("agent: You pressed 7.");
    }

    @Test
    void helpsWhoPressesAnythingElse() {
        var stream = afterGreeting();
        press(stream, "5");
        line.awaitHappening("agent: " + Dialogue.HELP);
    }

    @Test
    void hangsUpAfterItsGoodbyeWasHeard() {
        var stream = afterGreeting();
        press(stream, "9");
        awaitTurn(2);
        assertThat(line.happenings()).doesNotContain("hangup");
        line.onLoop(() -> stream.reached("turn-2", 5000, true));
        line.awaitHappening("hangup");
    }

    @Test
    void repeatsWhatTheCallerSaid() {
        var stream = afterGreeting();
        line.forgetHeard();
        line.hear(stream, Sounds.silence(Duration.ofMillis(500)));
        line.hear(stream, Sounds.tone(700, Duration.ofSeconds(1)));
        line.hear(stream, Sounds.silence(Duration.ofSeconds(1)));
        awaitTurn(2);
        assertThat(line.heard().length / 8).isBetween(1300, 1500);
        var middle = Arrays.copyOfRange(line.heard(), 8 * 300, 8 * 1100);
        assertThat(Sounds.loudness(middle)).isGreaterThan(5000);
        line.awaitHappening("user: (1.3 s of speech, repeated back)");
    }

    @Test
    void fallsSilentWhenTheCallerSpeaks() {
        var stream = line.started(DEMO);
        awaitTurn(1);
        line.hear(stream, Sounds.tone(700, Duration.ofMillis(300)));
        line.awaitHappening("clear");
    }

    @Test
    void fallsSilentWhenAKeyIsPressed() {
        var stream = line.started(DEMO);
        awaitTurn(1);
        press(stream, "1");
        line.awaitHappening("clear");
        line.awaitHappening("agent: " + Dialogue.HOURS);
    }

    @Test
    void letsNobodyInWhoDoesNotKnowTheWay() {
        var elsewhere = URI.create("ws://127.0.0.1:" + agent.uri().getPort() + "/guess");
        try (var stranger = new Line()) {
            assertThat(stranger.open(new AgentRuntime.WebSocket(elsewhere, Map.of())))
                    .isInstanceOfSatisfying(
                            Opening.Failed.class,
                            failed -> assertThat(failed.why())
                                    .endsWith(" answered 404 Not Found instead of opening the WebSocket."));
        }
    }

    /// Past the greeting, which the caller heard to its end.
    private AgentStream afterGreeting() {
        var stream = line.started(DEMO);
        awaitTurn(1);
        line.onLoop(() -> stream.reached("turn-1", 9000, true));
        return stream;
    }

    private void awaitTurn(int turn) {
        Patience.until(
                "turn " + turn + " among " + line.happenings(),
                () -> line.happenings().stream().anyMatch(h -> h.startsWith("mark turn-") && number(h) >= turn));
    }

    private static int number(String mark) {
        return Integer.parseInt(mark.substring("mark turn-".length()));
    }

    private void press(AgentStream stream, String keys) {
        line.onLoop(() -> keys.chars().forEach(key -> stream.pressed((char) key)));
    }

    private String said() {
        return line.happenings().stream()
                .filter(h -> h.startsWith("agent: "))
                .findFirst()
                .orElse("");
    }
}
