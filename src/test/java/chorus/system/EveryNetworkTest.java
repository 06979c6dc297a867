package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.twilio.TwilioHouse;
import chorus.system.PhoneNetwork.Party;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is the same whatever network a number hangs on: the stories of a call, and what is written down of them.
class EveryNetworkTest {
    private static final Duration TONE = Duration.ofMillis(500);
    private static final List<String> CHECKS =
            List.of("source admitted", "number known", "organization active", "balance sufficient", "agent active");

    /// The ways to connect a number.
    enum Way {
        SIP,
        TWILIO,
        VOXIMPLANT;

        PhoneNetwork open() {
            return switch (this) {
                case SIP -> new SipNetwork();
                case TWILIO -> new TwilioNetwork();
                case VOXIMPLANT -> new VoximplantNetwork();
            };
        }
    }

    private final FakeAgent agent = FakeAgent.quiet();
    private PhoneNetwork network;

    @AfterEach
    void close() {
        if (network != null) {
            network.close();
        }
        agent.close();
    }

    @ParameterizedTest
    @EnumSource
    void callerAndAgentHearEachOtherUntilTheCallerHangsUp(Way way) {
        connected(way);

        var caller = network.rings();
        agent.awaitStart();
        hearEachOther(caller);
        caller.presses("5#");
        agent.awaitDtmf('5');
        agent.awaitDtmf('#');
        caller.hangsUp();
        agent.awaitStop();

        var record = network.server().callOnceOver();
        assertThat(record.path("endedReason").asText()).isEqualTo("caller_hung_up");
        assertThat(record.path("status").asText()).isEqualTo("completed");
        assertThat(record.path("direction").asText()).isEqualTo("inbound");
        assertThat(CHECKS)
                .allSatisfy(check -> assertThat(
                                TestServer.step(record, check).path("verdict").asText())
                        .isEqualTo("passed"));
    }

    @ParameterizedTest
    @EnumSource
    void whatTheAgentTakesBackIsNotHeardAndTheAgentHangsUp(Way way) {
        connected(way);
        var caller = network.rings();
        agent.awaitStart();

        agent.sayTone(Duration.ofSeconds(6));
        agent.mark("never");
        Patience.until("the agent to be heard", () -> Sounds.loudness(caller.heard()) > 1000);
        agent.clear();

        assertThat(agent.awaitMark("never").at("/mark/played").asBoolean(true)).isFalse();
        agent.hangUp();
        Patience.until("the end of the call at the telephone", caller::isGone);
        assertThat(network.server().callOnceOver().path("endedReason").asText()).isEqualTo("agent_hung_up");
        assertThat(caller.heard().length).isLessThan(8 * 5_000);
    }

    @ParameterizedTest
    @EnumSource
    void aCallIsEndedThroughTheApi(Way way) {
        connected(way);
        var caller = network.rings();
        agent.awaitStart();
        var call =
                network.server().awaitCall(each -> each.path("status").asText().equals("in-progress"));

        network.server().post("/v1/calls/" + call.path("id").asText() + "/hangup", "{}", 202);

        Patience.until("the end of the call at the telephone", caller::isGone);
        agent.awaitStop();
        assertThat(network.server().callOnceOver().path("endedReason").asText()).isEqualTo("api_hung_up");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnAgentOrMoneyNothingIsAnswered(Way way) {
        open(way);
        var number = network.number("null");
        refused("no_agent_assigned", "customer");

        var silent = "ws://127.0.0.1:" + TwilioHouse.freePort() + "/agent";
        answeredBy(number, network.server().agentAt(URI.create(silent)));
        refused("agent_unreachable", "agent");

        answeredBy(number, network.server().agentAt(agent.uri()));
        var organization =
                network.server().get("/v1/organization").at("/data/id").asText();
        network.server()
                .patch("/v1/organizations/" + organization, "{\"balance\":{\"amount\":\"0\",\"currency\":\"USD\"}}");
        refused("balance_exhausted", "customer");
        assertThat(agent.conversations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsCalledTalksWithTheAgent(Way way) {
        var from = connected(way);

        calls(from, PhoneNetwork.FRIEND);
        agent.awaitStart();
        var friend = network.friend();
        hearEachOther(friend);
        friend.hangsUp();

        var record = network.server().callOnceOver();
        assertThat(record.path("endedReason").asText()).isEqualTo("callee_hung_up");
        assertThat(record.path("direction").asText()).isEqualTo("outbound");
        assertThat(record.path("firstAudioMs").isNumber()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aBusyLineIsBusy(Way way) {
        calls(connected(way), network.busy());

        var record = network.server().callOnceOver();
        assertThat(record.path("status").asText()).isEqualTo("busy");
        assertThat(record.path("endedReason").asText()).isEqualTo("callee_busy");
        assertThat(record.path("sipCode").asInt()).isEqualTo(486);
        assertThat(record.path("blame").asText()).isEqualTo("nobody");
    }

    private void open(Way way) {
        network = way.open();
    }

    private UUID connected(Way way) {
        open(way);
        return network.number("\"" + network.server().agentAt(agent.uri()) + "\"");
    }

    private void answeredBy(UUID number, UUID agentId) {
        network.server().patch("/v1/phone-numbers/" + number, "{\"agentId\":\"" + agentId + "\"}");
    }

    private void hearEachOther(Party party) {
        party.speaks();
        agent.sayTone(TONE);
        Patience.until(
                "the telephone to be heard",
                () -> Sounds.loudness(agent.conversation().heard()) > 1000);
        Patience.until("the agent to be heard", () -> Sounds.loudness(party.heard()) > 1000);
    }

    private void refused(String reason, String blame) {
        var caller = network.rings();
        JsonNode record = network.server()
                .awaitCall(call -> call.path("endedReason").asText().equals(reason));
        assertThat(record.path("blame").asText()).isEqualTo(blame);
        Patience.until("the refusal at the telephone", caller::isGone);
        assertThat(caller.heard()).isEmpty();
    }

    private void calls(UUID number, String to) {
        var from = network.server().get("/v1/phone-numbers/" + number).path("data");
        network.server()
                .post(
                        "/v1/calls",
                        "{\"agentId\":\"" + from.path("agentId").asText() + "\",\"phoneNumberId\":\"" + number
                                + "\",\"to\":\"" + to + "\"}",
                        201);
    }
}
