package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A real softphone calls a whole server and records what it hears.
class BaresipTest {
    private static final String ECHO = "+12025550111";
    private static final String DEMO = "+12025550112";
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private static Path home;

    private static Baresip phone;
    private static TestServer server;
    private static FakeAgent agent;

    @BeforeAll
    static void start() {
        phone = new Baresip(home);
        agent = FakeAgent.echoing();
        server = TestServer.start();
        server.numberFor(ECHO, server.agentAt(agent.uri()));
        server.numberFor(DEMO, server.agent("{\"name\":\"Demo agent\",\"runtime\":{\"type\":\"builtin\"}}"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            agent.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"pcmu, +12025550191, 440", "pcma, +12025550192, 700", "g722, +12025550194, 600"})
    void hearsItsOwnToneFromAnAgentThatEchoes(String codec, String caller, double hertz) {
        var tone =
                Recording.silence(SECOND.dividedBy(2)).thenTone(hertz, SECOND).thenSilence(SECOND.multipliedBy(2));

        var rate = codec.equals("g722") ? "/16000/1" : "/8000/1";
        var heard = phone.calls(uri(ECHO), new Baresip.Owner(caller, "audio_codecs=" + codec + rate, tone));

        assertThat(heard.tone(hertz)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1100));
        assertThat(heard.tone(hertz * 2)).isZero();
        assertThat(heard.soundWithin(heard.length())).isLessThan(Duration.ofMillis(1200));
        var call = callFrom(caller);
        assertThat(call.path("status").asText()).isEqualTo("completed");
        assertThat(call.path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(TestServer.step(call, "answer").path("found").asText()).containsIgnoringCase(codec);
    }

    @Test
    void isGreetedByTheDemoAgentAndHearsWhatItSaidRepeated() {
        var tone =
                Recording.silence(SECOND.multipliedBy(3)).thenTone(440, SECOND).thenSilence(SECOND.multipliedBy(3));

        var heard = phone.calls(uri(DEMO), new Baresip.Owner("+12025550193", "audio_codecs=pcmu/8000/1", tone));

        assertThat(heard.soundWithin(SECOND.multipliedBy(3))).isGreaterThan(SECOND.dividedBy(2));
        assertThat(heard.tone(440)).isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
        var transcript = callFrom("+12025550193").path("transcript");
        assertThat(transcript.path(0).path("content").asText()).contains("demo agent");
        assertThat(transcript.path(1).path("content").asText()).contains("repeated back");
    }

    @Test
    void holdsAndComesBackAndTheAgentHearsItAgain() {
        var caller = "+12025550195";
        var tone = Recording.silence(SECOND.dividedBy(2)).thenTone(440, SECOND.multipliedBy(30));
        var others = agent.conversations().size();
        var owner = new Baresip.Owner(caller, "audio_codecs=pcmu/8000/1", tone);
        try (var running = phone.dials(uri(ECHO), owner)) {
            var conversation = agent.conversation(others + 1);
            Patience.until("sound", () -> conversation.heard().length > 8000);

            running.does("hold");
            conversation.await("hold", message -> true);
            running.does("resume");
            conversation.await("resume", message -> true);
            var before = conversation.heard().length;
            Patience.until("sound again", () -> conversation.heard().length > before + 16_000);

            running.quits();
        }
        assertThat(callFrom(caller).path("endedReason").asText()).isEqualTo("caller_hung_up");
    }

    private static String uri(String number) {
        return "sip:" + number + "@127.0.0.1:" + server.sipPort();
    }

    private static JsonNode callFrom(String caller) {
        return server.awaitCall(call -> call.path("customerNumber").asText().equals(caller)
                && !call.path("endedAt").isNull());
    }
}
