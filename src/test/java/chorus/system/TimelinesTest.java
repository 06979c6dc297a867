package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who spoke when, as the record tells it; and what a test of an agent finds.
class TimelinesTest {
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsWhoSpokeWhenAndHowLongTheCallerWaited() {
        try (var agent = FakeAgent.quiet();
                var phone = new SipPhone(server.sipAddress())) {
            server.numberFor("+12025550191", server.agentAt(agent.uri()));
            phone.connectsTo("+12025550191");
            agent.awaitStart();
            phone.sound().saysTone(440, Duration.ofSeconds(1));
            agent.awaitHeard(Duration.ofMillis(1500));
            agent.sayTone(Duration.ofMillis(600));
            phone.sound().hearsSound();
            phone.presses("5");
            agent.awaitDtmf('5');
            Patience.meanwhile(Duration.ofMillis(800), () -> {});
            agent.sayTone(Duration.ofSeconds(30));
            agent.mark("far away");
            Patience.meanwhile(Duration.ofMillis(500), () -> {});
            agent.clear();
            agent.awaitCleared();
            phone.hangsUp();
        }

        var call = server.callOnceOver();
        var timeline = call.path("timeline");
        assertThat(timeline)
                .extracting(moment -> moment.path("what").asText())
                .containsSubsequence(
                        "ringing", "answered", "caller_spoke", "agent_spoke", "agent_spoke", "clear", "ended");
        assertThat(of(timeline, "dtmf").getFirst().path("detail").asText()).isEqualTo("5");
        var spoke = of(timeline, "agent_spoke");
        var clear = of(timeline, "clear").getFirst().path("atMs").asLong();
        assertThat(length(spoke.getFirst())).isBetween(400L, 900L);
        assertThat(spoke.getLast().path("untilMs").asLong()).isLessThanOrEqualTo(clear);
        assertThat(length(of(timeline, "caller_spoke").getFirst())).isBetween(700L, 1600L);
        assertThat(call.at("/turns/count").asInt()).isPositive();
        assertThat(call.at("/turns/p50Ms").asLong()).isBetween(0L, 10_000L);
    }

    @Test
    void findsAnAgentThatSpeaksOneThatIsSilentAndOneThatIsNotThere() {
        try (var talking = FakeAgent.talking(Duration.ofSeconds(1));
                var quiet = FakeAgent.quiet();
                var refusing = FakeAgent.refusing(503)) {
            var spoke = test(server.agentAt(talking.uri()));
            assertThat(spoke.path("connected").asBoolean()).isTrue();
            assertThat(spoke.path("greetingHeard").asBoolean()).isTrue();
            assertThat(spoke.path("firstAudioMs").asLong()).isBetween(0L, 5_000L);

            var silent = test(server.agentAt(quiet.uri()));
            assertThat(silent.path("connected").asBoolean()).isTrue();
            assertThat(silent.path("greetingHeard").asBoolean()).isFalse();
            assertThat(silent.path("message").asText()).contains("said nothing within 5 s");

            var absent = test(server.agentAt(refusing.uri()));
            assertThat(absent.path("connected").asBoolean()).isFalse();
            assertThat(absent.path("message").asText()).contains("503");
        }
        assertThat(server.get("/v1/calls").path("data")).isEmpty();
    }

    private JsonNode test(UUID agent) {
        return server.post("/v1/agents/" + agent + "/test", "", 200).path("data");
    }

    private static List<JsonNode> of(JsonNode timeline, String what) {
        return timeline.valueStream()
                .filter(moment -> moment.path("what").asText().equals(what))
                .toList();
    }

    private static long length(JsonNode moment) {
        return moment.path("untilMs").asLong() - moment.path("atMs").asLong();
    }
}
