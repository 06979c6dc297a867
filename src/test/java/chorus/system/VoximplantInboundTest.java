package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.twilio.TwilioHouse;
import chorus.fake.voximplant.Person.State;
import chorus.fake.voximplant.VoximplantHouse;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Calls to a number at Voximplant: the scenario that the server installed there, and the server itself.
class VoximplantInboundTest {
    private static final Duration TONE = Duration.ofMillis(500);

    @Test
    void bothSidesHearEachOtherUntilTheCallerHangsUp() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            var caller = house.rings();
            var start = agent.awaitStart();
            assertThat(start.at("/start/customParameters/from_number").asText()).isEqualTo(VoximplantHouse.CALLER);
            caller.await(State.TALKING).says(Sounds.tone(440, TONE));
            agent.sayTone(TONE);
            agent.mark("said");
            assertThat(agent.awaitMark("said").at("/mark/played").asBoolean()).isTrue();
            assertThat(Sounds.loudness(caller.awaitHeard(TONE))).isGreaterThan(1000);
            caller.presses("5#");
            agent.awaitDtmf('#');
            Patience.until(
                    "the caller to be heard",
                    () -> Sounds.loudness(agent.conversation().heard()) > 1000);
            caller.hangsUp();
            agent.awaitStop();
            var record = house.server().callOnceOver();
            assertThat(record.path("endedReason").asText()).isEqualTo("caller_hung_up");
            assertThat(record.path("provider").asText()).isEqualTo("voximplant");
            assertThat(TestServer.step(record, "source admitted").path("found").asText())
                    .contains("verified");
            assertThat(TestServer.step(record, "media").path("found").asText()).contains("0 not understood");
            house.cloud().session().awaitOver();
            assertThat(house.cloud().session().warnings()).isEmpty();
            Patience.until(
                    "what it cost to be known",
                    () -> house.server()
                                    .get("/v1/calls")
                                    .at("/data/0/networkCost")
                                    .asDouble()
                            > 0);
        }
    }

    @Test
    void theAgentHangsUpOnceTheCallerHasHeardItAll() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            var caller = house.rings();
            agent.awaitStart();
            agent.sayTone(TONE);
            agent.hangUp();
            caller.await(State.OVER);
            assertThat(caller.heard()).hasSizeGreaterThanOrEqualTo((int) TONE.toMillis() * 8 - 800);
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("agent_hung_up");
        }
    }

    @Test
    void moreThanTheirBufferHoldsIsHeardToItsEnd() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            var caller = house.rings();
            agent.awaitStart();
            agent.sayTone(Duration.ofSeconds(12));
            agent.mark("said");
            Patience.until(
                    "all of it to be heard",
                    Duration.ofSeconds(25),
                    () -> agent.received().stream()
                            .anyMatch(
                                    message -> message.at("/mark/name").asText().equals("said")));
            assertThat(caller.heard().length / 8).isGreaterThan(11_800);
        }
    }

    @Test
    void anInterruptedAgentLearnsWhatWasHeard() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            var caller = house.rings();
            agent.awaitStart();
            agent.sayTone(Duration.ofSeconds(8));
            agent.mark("never");
            caller.awaitHeard(Duration.ofMillis(600));
            agent.clear();
            var mark = agent.awaitMark("never");
            assertThat(mark.at("/mark/played").asBoolean(true)).isFalse();
            var heard = caller.heard().length;
            Patience.meanwhile(Duration.ofMillis(600), () -> {});
            assertThat(caller.heard().length - heard).isLessThan(8 * 400);
            assertThat(mark.at("/mark/heardMs").asLong()).isBetween(400L, 2_500L);
        }
    }

    @Test
    void aCallThatIsRefusedIsRejectedUnanswered() {
        try (var house = VoximplantHouse.open()) {
            house.numberFor("null", "");
            assertThat(house.rings().await(State.OVER).code()).isEqualTo(480);
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("no_agent_assigned");
        }
    }

    @Test
    void anAgentThatIsDownMeansARejection() {
        try (var house = VoximplantHouse.open()) {
            house.answeredBy(URI.create("ws://127.0.0.1:" + TwilioHouse.freePort() + "/agent"));
            assertThat(house.rings().await(State.OVER).code()).isEqualTo(480);
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("agent_unreachable");
        }
    }

    @Test
    void theApiEndsACallFromOutside() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            var caller = house.rings();
            agent.awaitStart();
            var id = house.server().awaitCall(_ -> true).path("id").asText();
            house.server().post("/v1/calls/" + id + "/hangup", "{}", 202);
            caller.await(State.OVER);
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("api_hung_up");
        }
    }

    @Test
    void aCallerWhoGivesUpWhileTheAgentOpensIsNeverAnswered() {
        try (var agent = FakeAgent.openingAfter(Duration.ofMillis(1_200));
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            var caller = house.rings();
            Patience.until(
                    "the call to be here",
                    () -> !house.server().get("/v1/calls").path("data").isEmpty());
            caller.hangsUp();
            var record = house.server().callOnceOver();
            assertThat(record.path("endedReason").asText()).isEqualTo("caller_canceled");
            assertThat(record.path("startedAt").isNull()).isTrue();
        }
    }
}
