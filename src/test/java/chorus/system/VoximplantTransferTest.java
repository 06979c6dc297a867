package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Sounds;
import chorus.fake.voximplant.Answering;
import chorus.fake.voximplant.Person.State;
import chorus.fake.voximplant.VoximplantHouse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Callers at Voximplant who are handed over to somebody else.
class VoximplantTransferTest {
    private static final String TARGET = "+12025550155";
    private static final Duration TONE = Duration.ofMillis(400);

    private final VoximplantHouse house = VoximplantHouse.open();
    private final FakeAgent agent = FakeAgent.quiet();

    @BeforeEach
    void open() {
        house.answeredBy(agent.uri());
    }

    @AfterEach
    void close() {
        agent.close();
        house.close();
    }

    @Test
    void theCallerTalksWithTheTargetAndTheCallIsLeftToThem() {
        house.cloud().answering(TARGET, Answering.after(Duration.ofMillis(400)));
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        agent.transfer(TARGET);
        assertThat(agent.awaitTransferOutcome().at("/transfer/status").asText()).isEqualTo("completed");
        agent.awaitStop();
        assertThat(house.server().callOnceOver().path("endedReason").asText()).isEqualTo("transferred");
        var target = house.cloud().called(TARGET);
        target.says(Sounds.tone(440, TONE));
        assertThat(Sounds.loudness(caller.awaitHeard(TONE))).isGreaterThan(0);
        assertThat(caller.state()).isEqualTo(State.TALKING);
        target.hangsUp();
        caller.await(State.OVER);
        assertThat(house.cloud().session().awaitOver().warnings()).isEmpty();
    }

    @Test
    void aTargetThatIsBusyBringsTheCallerBackToTheAgent() {
        house.cloud().answering(TARGET, Answering.busy());
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        agent.transfer(TARGET);
        var outcome = agent.awaitTransferOutcome().path("transfer");
        assertThat(outcome.path("status").asText()).isEqualTo("failed");
        assertThat(outcome.path("reason").asText()).contains("486");
        caller.says(Sounds.tone(440, TONE));
        agent.sayTone(TONE);
        agent.mark("back");
        assertThat(agent.awaitMark("back").at("/mark/played").asBoolean()).isTrue();
        assertThat(Sounds.loudness(caller.heard())).isGreaterThan(1000);
        caller.hangsUp();
        assertThat(house.server().callOnceOver().path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(house.cloud().session().awaitOver().warnings()).isEmpty();
    }
}
