package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import chorus.fake.pbx.LabPbx;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls are handed over, on a whole server with a small PBX.
class TransfersTest {
    private final AgentAtLabPbx house = new AgentAtLabPbx();
    private final TestServer server = house.server;
    private final FakeAgent agent = house.agent;
    private final LabPbx pbx = house.pbx;

    @AfterEach
    void stop() {
        house.close();
    }

    @Test
    void thePbxConnectsThemWhenTheAgentAsks() {
        house.call();
        agent.awaitStart();

        agent.transfer("1000");

        assertThat(outcome().path("status").asText()).isEqualTo("completed");
        var call = server.callOnceOver();
        assertThat(call.path("endedReason").asText()).isEqualTo("transferred");
        assertThat(call.path("transferType").asText()).isEqualTo("blind");
        assertThat(call.path("transferStatus").asText()).isEqualTo("completed");
        assertThat(call.path("transferCalls")).isEmpty();
    }

    @Test
    void thePbxPutsTheTargetInTheAgentsPlaceWhenTheTransferIsAttended() {
        house.call();
        var id = agent.awaitStart()
                .path("start")
                .path("customParameters")
                .path("call_id")
                .asText();

        agent.transfer("*43", "attended");

        assertThat(outcome().path("status").asText()).isEqualTo("completed");
        Patience.until("the end of the call", () -> isOver(id));
        var call = call(id);
        assertThat(call.path("endedReason").asText()).isEqualTo("transferred");
        assertThat(call.path("transferType").asText()).isEqualTo("attended");
        assertThat(call.path("transferStatus").asText()).isEqualTo("completed");
        assertThat(TestServer.step(call, "transfer completed").path("found").asText())
                .isEqualTo("The network connected them.");
        var second = call(call.path("transferCalls").path(0).path("id").asText());
        assertThat(second.path("endedReason").asText()).isEqualTo("transferred");
        pbx.pressHandedOver("8");
        Patience.until("keys from phone to phone", () -> house.told.contains("heard the key 8"));
    }

    @ParameterizedTest
    @CsvSource({"1001, 486 Busy Here", "1002, 480 Temporarily Unavailable", "1003, 603 Decline", "2000, 404 Not Found"})
    void theAgentKeepsACallThatThePbxCouldNotHandOver(String extension, String line) {
        house.call();
        agent.awaitStart();

        agent.transfer(extension);

        assertThat(outcome().path("status").asText()).isEqualTo("failed");
        assertThat(outcome().path("reason").asText()).contains(line);
        pbx.press("7");
        agent.awaitDtmf('7');
        pbx.hangUp();
        var call = server.callOnceOver();
        assertThat(call.path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(call.path("transferStatus").asText()).isEqualTo("failed");
        assertThat(call.path("trace").toString()).contains(line);
    }

    @Test
    void theServerCallsTheTargetItselfWhereThePhoneRefuses() {
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.refusesTransfers().connectsTo(AgentAtLabPbx.NUMBER);
            var id = agent.awaitStart()
                    .path("start")
                    .path("customParameters")
                    .path("call_id")
                    .asText();

            server.post("/v1/calls/" + id + "/transfer", "{\"to\":\"*43\"}", 202);

            assertThat(outcome().path("status").asText()).isEqualTo("completed");
            agent.awaitStop();
            phone.sound().forgets().saysTone(440, Duration.ofSeconds(4)).hearsTone(440);
            pbx.hangUp();
            phone.waitsForBye();
            Patience.until("the end of both", () -> isOver(id));
            var call = call(id);
            assertThat(call.path("endedReason").asText()).isEqualTo("transferred");
            assertThat(TestServer.step(call, "transfer by a call of our own")
                            .path("found")
                            .asText())
                    .contains("405 Method Not Allowed");
            var serving = call.path("transferCalls").path(0);
            assertThat(serving.path("customerNumber").asText()).isEqualTo("*43");
            var child = call(serving.path("id").asText());
            assertThat(child.path("parentCallId").asText()).isEqualTo(id);
            assertThat(child.path("endedReason").asText()).isEqualTo("callee_hung_up");
        }
    }

    @Test
    void nobodyIsHandedOverToAnEmergencyNumber() {
        house.call();
        var id = agent.awaitStart()
                .path("start")
                .path("customParameters")
                .path("call_id")
                .asText();

        agent.transfer("911");

        assertThat(outcome().path("status").asText()).isEqualTo("failed");
        assertThat(outcome().path("reason").asText()).contains("Emergency");
        server.post("/v1/calls/" + id + "/transfer", "{\"to\":\"911\"}", 403);
        pbx.hangUp();
        assertThat(server.callOnceOver().path("transferStatus").isNull()).isTrue();
    }

    private JsonNode outcome() {
        return agent.awaitTransferOutcome().path("transfer");
    }

    private boolean isOver(String id) {
        return !call(id).path("endedAt").isNull();
    }

    private JsonNode call(String id) {
        return server.get("/v1/calls/" + id).path("data");
    }
}
