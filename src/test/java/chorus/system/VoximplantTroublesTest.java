package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.voximplant.Person.State;
import chorus.fake.voximplant.VoximplantHouse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls at Voximplant in which something breaks: none of them hangs, none is left in silence, and each tells why.
class VoximplantTroublesTest {
    private static final Duration TONE = Duration.ofMillis(400);

    private final FakeAgent agent = FakeAgent.quiet();
    private final VoximplantHouse house = VoximplantHouse.open();

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
    void aMediaLinkThatIsLostEndsTheCallOnBothSides() {
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        house.cloud().session().socket().breaks();
        caller.await(State.OVER);
        agent.awaitStop();
        assertThat(reason()).isEqualTo("signalling_failed");
        assertSessionIsWell();
    }

    @Test
    void aServerThatIsDownMeansARejectionUnansweredAfterTwoTries() {
        house.server().close();
        assertThat(house.rings().await(State.OVER).code()).isEqualTo(480);
        assertThat(house.cloud().session().sent())
                .filteredOn(one -> one.contains("/inbound "))
                .hasSize(2);
    }

    @Test
    void aServerThatGoesDownInTheMiddleOfACallEndsItThere() {
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        house.server().close();
        caller.await(State.OVER);
        assertThat(house.cloud().session().awaitOver().history().finishReason()).isEqualTo("Normal termination");
    }

    @Test
    void framesThatOvertakeEachOtherAreHeard() {
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        house.cloud().session().socket().mixesUpFrames();
        caller.says(Sounds.tone(440, TONE));
        Patience.until(
                "the caller's tone", () -> Sounds.loudness(agent.conversation().heard()) > 1000);
        caller.hangsUp();
        assertThat(reason()).isEqualTo("caller_hung_up");
        assertSessionIsWell();
    }

    @Test
    void aSessionThatVoximplantEndsIsTheEndOfTheCall() {
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        house.cloud().session().terminate();
        caller.await(State.OVER);
        agent.awaitStop();
        assertThat(reason()).isEqualTo("signalling_failed");
    }

    @Test
    void anAgentThatVanishesEndsTheCall() {
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        agent.vanish();
        caller.await(State.OVER);
        assertThat(reason()).isEqualTo("agent_lost");
        assertSessionIsWell();
    }

    @Test
    void keysOfTheAgentReachTheCaller() {
        var caller = house.rings().await(State.TALKING);
        agent.awaitStart();
        agent.sendDigits("12#");
        Patience.until("the agent's keys", () -> caller.keysHeard().equals("12#"));
        caller.hangsUp();
        assertThat(reason()).isEqualTo("caller_hung_up");
        assertSessionIsWell();
    }

    private String reason() {
        return house.server().callOnceOver().path("endedReason").asText();
    }

    private void assertSessionIsWell() {
        var session = house.cloud().session().awaitOver();
        assertThat(session.history().finishReason()).isEqualTo("Normal termination");
        assertThat(session.warnings()).isEmpty();
        assertThat(String.join("\n", session.log())).doesNotContain("chorus:", "1202555");
    }
}
