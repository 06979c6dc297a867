package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.voximplant.Answering;
import chorus.fake.voximplant.Person.State;
import chorus.fake.voximplant.VoximplantHouse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Callers at Voximplant who are handed over to somebody else.
class VoximplantTransferTest {
    private static final String TARGET = "+12025550171";
    private static final Duration TONE = Duration.ofMillis(400);

    @Test
    void theCallerTalksWithTheTargetAndTheCallIsLeftToThem() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            var caller = house.rings();
            agent.awaitStart();
            agent.transfer(TARGET);
            assertThat(agent.awaitTransferOutcome().at("/transfer/status").asText())
                    .isEqualTo("completed");
            agent.awaitStop();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("transferred");
            assertThat(caller.ringback()).isPositive();
            var target = house.cloud().called(TARGET).await(State.TALKING);
            assertThat(caller.state()).isEqualTo(State.TALKING);
            target.says(Sounds.tone(440, TONE));
            Patience.until("the caller to hear the target", () -> Sounds.loudness(caller.heard()) > 1000);
            caller.hangsUp();
            target.await(State.OVER);
            Patience.until(
                    "what both legs cost to be known",
                    () -> house.server()
                                    .get("/v1/calls")
                                    .at("/data/0/networkCost")
                                    .asDouble()
                            > 0);
        }
    }

    @Test
    void aTargetThatIsBusyBringsTheCallerBackToTheAgent() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().answering(TARGET, Answering.busy());
            var caller = house.rings();
            agent.awaitStart();
            agent.transfer(TARGET);
            var outcome = agent.awaitTransferOutcome().path("transfer");
            assertThat(outcome.path("status").asText()).isEqualTo("failed");
            assertThat(outcome.path("reason").asText()).contains("486 Busy Here");
            agent.await("hold", _ -> true);
            agent.await("resume", _ -> true);
            agent.sayTone(TONE);
            agent.mark("back");
            assertThat(agent.awaitMark("back").at("/mark/played").asBoolean()).isTrue();
            assertThat(Sounds.loudness(caller.heard())).isGreaterThan(1000);
            caller.hangsUp();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_hung_up");
        }
    }

    @Test
    void aCallerWhoHangsUpWhileTheTargetRingsEndsBoth() {
        try (var agent = FakeAgent.quiet();
                var house = VoximplantHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().answering(TARGET, Answering.never());
            var caller = house.rings();
            agent.awaitStart();
            agent.transfer(TARGET);
            var target = house.cloud().called(TARGET).await(State.RINGING);
            caller.hangsUp();
            target.await(State.OVER);
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_hung_up");
        }
    }
}
