package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.voximplant.Answering;
import chorus.fake.voximplant.ApiFault;
import chorus.fake.voximplant.Person.State;
import chorus.fake.voximplant.VoximplantHouse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls from a number at Voximplant.
class VoximplantOutboundTest {
    private static final String FRIEND = "+12025550171";
    private static final Duration TONE = Duration.ofMillis(500);

    private final FakeAgent agent = FakeAgent.quiet();
    private final VoximplantHouse house = VoximplantHouse.open();
    private UUID agentId;
    private UUID number;

    @BeforeEach
    void open() {
        agentId = house.server().agentAt(agent.uri());
        number = house.numberFor("\"" + agentId + "\"", "");
    }

    @AfterEach
    void close() {
        house.close();
        agent.close();
    }

    @Test
    void whoeverAnswersTalksToTheAgent() {
        calls(FRIEND, "");
        var friend = house.cloud().called(FRIEND).await(State.TALKING);
        agent.awaitStart();
        agent.sayTone(TONE);
        assertThat(Sounds.loudness(friend.awaitHeard(TONE))).isGreaterThan(1000);
        friend.says(Sounds.tone(440, TONE));
        Patience.until(
                "the friend to be heard",
                () -> Sounds.loudness(agent.conversation().heard()) > 1000);
        friend.hangsUp();
        var record = house.server().callOnceOver();
        assertThat(record.path("endedReason").asText()).isEqualTo("callee_hung_up");
        assertThat(record.path("status").asText()).isEqualTo("completed");
        Patience.until(
                "what it cost to be known",
                () -> house.server().get("/v1/calls").at("/data/0/networkCost").asDouble() > 0);
    }

    @Test
    void itRingsAndThenNobodyAnswers() {
        house.cloud().answering(FRIEND, Answering.never());
        house.server().patch("/v1/phone-numbers/" + number, "{\"ringTimeoutSeconds\":5}");
        calls(FRIEND, "");
        house.server().awaitCall(call -> call.path("status").asText().equals("ringing"));
        var record = overWithin(Duration.ofSeconds(20));
        assertThat(record.path("endedReason").asText()).isEqualTo("callee_no_answer");
        assertThat(record.path("sipCode").asInt()).isEqualTo(408);
    }

    @Test
    void aBusyLineIsBusy() {
        house.cloud().answering(FRIEND, Answering.busy());
        calls(FRIEND, "");
        var record = house.server().callOnceOver();
        assertThat(record.path("status").asText()).isEqualTo("busy");
        assertThat(record.path("sipCode").asInt()).isEqualTo(486);
        assertThat(record.path("trace").toString()).contains("Voximplant ended the call with 486");
    }

    @Test
    void aNumberThatNobodyHasIsUnknown() {
        house.cloud().answering(FRIEND, Answering.failing(404));
        calls(FRIEND, "");
        assertThat(house.server().callOnceOver().path("endedReason").asText()).isEqualTo("destination_unknown");
    }

    @Test
    void aCallIsTakenBackWhileItRings() {
        house.cloud().answering(FRIEND, Answering.never());
        var id = calls(FRIEND, "");
        house.server().awaitCall(call -> call.path("status").asText().equals("ringing"));
        house.server().post("/v1/calls/" + id + "/hangup", "{}", 202);
        house.cloud().called(FRIEND).await(State.OVER);
        var record = house.server().callOnceOver();
        assertThat(record.path("endedReason").asText()).isEqualTo("outbound_canceled");
        assertThat(record.path("status").asText()).isEqualTo("canceled");
    }

    @Test
    void theAgentHangsUp() {
        calls(FRIEND, "");
        var friend = house.cloud().called(FRIEND).await(State.TALKING);
        agent.awaitStart();
        agent.hangUp();
        friend.await(State.OVER);
        assertThat(house.server().callOnceOver().path("endedReason").asText()).isEqualTo("agent_hung_up");
    }

    @Test
    void keysAreReallyPressed() {
        calls(FRIEND, "");
        var friend = house.cloud().called(FRIEND).await(State.TALKING);
        agent.awaitStart();
        var id = house.server().awaitCall(_ -> true).path("id").asText();
        house.server().post("/v1/calls/" + id + "/dtmf", "{\"digits\":\"12#\"}", 202);
        Patience.until("the keys", () -> friend.keysHeard().equals("12#"));
    }

    @Test
    void theAgentIsToldThatAMachineAnswered() {
        house.cloud().answering(FRIEND, new Answering(200, Duration.ofMillis(200), true));
        calls(FRIEND, ",\"detectMachine\":true");
        agent.awaitStart();
        agent.await("answeredBy", _ -> true);
    }

    @Test
    void whatVoximplantRefusesIsToldWithItsCode() {
        house.cloud().troubles().refuse("StartScenarios", ApiFault.INSUFFICIENT_MONEY, 1);
        calls(FRIEND, "");
        var record = house.server().callOnceOver();
        assertThat(record.path("sipCode").asInt()).isEqualTo(127);
        assertThat(record.path("trace").toString()).contains("Top the account up");
    }

    @Test
    void tooManyStartsAtOnceAreTriedAgain() {
        house.cloud().troubles().status("StartScenarios", 429, 2);
        calls(FRIEND, "");
        house.cloud().called(FRIEND).await(State.TALKING);
        assertThat(house.cloud().asked("StartScenarios")).isEqualTo(3);
    }

    @Test
    void aStartWhoseAnswerIsLostIsNotRepeatedAndTheCallGoesOn() {
        house.cloud().troubles().loseAnswer("StartScenarios", 1);
        calls(FRIEND, "");
        house.cloud().called(FRIEND).await(State.TALKING);
        agent.awaitStart();
        assertThat(house.cloud().asked("StartScenarios")).isEqualTo(1);
    }

    @Test
    void aStartThatNeverHappenedIsNotRepeatedAndTheCallFails() {
        house.cloud().troubles().loseRequest("StartScenarios", 1);
        calls(FRIEND, "");
        var record = overWithin(Duration.ofSeconds(30));
        assertThat(record.path("endedReason").asText()).isEqualTo("network_failed");
        assertThat(house.cloud().asked("StartScenarios")).isEqualTo(1);
        assertThat(house.cloud().asked("GetCallHistory")).isPositive();
        assertThat(house.cloud().sessions()).isEmpty();
    }

    private JsonNode overWithin(Duration limit) {
        Patience.until(
                "the call to be over",
                limit,
                () -> !house.server().get("/v1/calls").at("/data/0/endedAt").isNull());
        return house.server().get("/v1/calls").at("/data/0");
    }

    private String calls(String to, String more) {
        return house.server()
                .post(
                        "/v1/calls",
                        "{\"agentId\":\"" + agentId + "\",\"phoneNumberId\":\"" + number + "\",\"to\":\"" + to + "\""
                                + more + "}",
                        201)
                .at("/data/id")
                .asText();
    }
}
