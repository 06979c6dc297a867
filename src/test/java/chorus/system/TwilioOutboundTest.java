package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.twilio.Callee;
import chorus.fake.twilio.CloudCall;
import chorus.fake.twilio.TwilioCloud;
import chorus.fake.twilio.TwilioHouse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Calls that Twilio places for us.
class TwilioOutboundTest {
    private static final String TO = "+12025550171";
    private static final Duration TONE = Duration.ofMillis(400);

    @Test
    void whoeverAnswersTalksWithTheAgent() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            order(house, agent);
            agent.awaitStart();
            var call = theCall(house);
            agent.sayTone(TONE);
            agent.mark("said");
            agent.awaitMark("said");
            assertThat(Sounds.loudness(call.stream().heard())).isGreaterThan(1000);
            var fields = house.cloud().desk().orders().getFirst();
            assertThat(fields.get("StatusCallbackEvent"))
                    .containsExactly("initiated", "ringing", "answered", "completed");
            assertThat(fields.get("TimeLimit")).containsExactly("7200");
            call.hangsUp();
            assertThat(reason(house)).isEqualTo("callee_hung_up");
            assertThat(call.stream().warnings()).isEmpty();
        }
    }

    @Test
    void theAgentEndsTheCallAtTwilioToo() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            order(house, agent);
            agent.awaitStart();
            agent.hangUp();
            theCall(house).awaitStatus("completed");
            assertThat(reason(house)).isEqualTo("agent_hung_up");
        }
    }

    @Test
    void aBusyCalleeIsToldFromOneThatDoesNotAnswerAndOneThatDoesNotExist() {
        assertThat(reasonOf(Callee.busy())).isEqualTo("callee_busy");
        assertThat(reasonOf(Callee.notAnswering())).isEqualTo("callee_no_answer");
        assertThat(reasonOf(Callee.unreachable())).isEqualTo("destination_unknown");
    }

    @Test
    void newsThatComeLateAndTwiceChangeNothing() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().news(TwilioCloud.News.TWICE_AND_LATE).callee(TO, Callee.busy());
            order(house, agent);
            assertThat(reason(house)).isEqualTo("callee_busy");
        }
    }

    @Test
    void aFinalCallbackThatIsLostIsMadeUpForByAsking() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().news(TwilioCloud.News.LAST_LOST);
            order(house, agent);
            agent.awaitStart();
            var call = theCall(house);
            call.stream().vanishes();
            call.awaitStatus("completed");
            assertThat(reason(house)).isEqualTo("callee_hung_up");
        }
    }

    @Test
    void anEndOfTheStreamThatNoFinalCallbackFollowsIsMadeUpForByAsking() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().news(TwilioCloud.News.LAST_LOST);
            order(house, agent);
            agent.awaitStart();
            theCall(house).hangsUp();
            assertThat(reason(house)).isEqualTo("callee_hung_up");
            Patience.until("Twilio to be asked", () -> house.cloud().desk().looks() == 1);
        }
    }

    @Test
    void aCallThatIsOverBeforeItsOrderIsAnsweredHasEndedAsItDid() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().callee(TO, Callee.unreachable()).desk().answersAfter(Duration.ofSeconds(1));
            order(house, agent);
            assertThat(reason(house)).isEqualTo("destination_unknown");
        }
    }

    @Test
    void anOrderWhoseAnswerGotLostIsKnownByTheNewsOfItsCall() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            var number = house.answeredBy(agent.uri());
            house.cloud().desk().losesAnswers(1);
            order(house, number);
            agent.awaitStart();
            theCall(house).hangsUp();
            assertThat(reason(house)).isEqualTo("callee_hung_up");
            assertThat(house.cloud().calls()).hasSize(1);
        }
    }

    @Test
    void aCallIsTakenBackWhileItsOrderIsNotAnsweredYet() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud()
                    .callee(TO, Callee.ringing(Duration.ofSeconds(20)))
                    .desk()
                    .answersAfter(Duration.ofSeconds(3));
            var id = order(house, agent);
            theCall(house).awaitStatus("ringing");
            house.server().post("/v1/calls/" + id + "/hangup", "{}", 202);
            theCall(house).awaitStatus("canceled");
            assertThat(reason(house)).isEqualTo("outbound_canceled");
        }
    }

    @Test
    void aCallIsTakenBackWhileItRings() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().callee(TO, Callee.ringing(Duration.ofSeconds(20)));
            var id = order(house, agent);
            theCall(house).awaitStatus("ringing");
            house.server().post("/v1/calls/" + id + "/hangup", "{}", 202);
            theCall(house).awaitStatus("canceled");
            assertThat(reason(house)).isEqualTo("outbound_canceled");
        }
    }

    @Test
    void theAgentIsToldWhoAnswered() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            order(house, house.answeredBy(agent.uri()), ",\"detectMachine\":true");
            var verdict = agent.await("answeredBy", _ -> true);
            assertThat(verdict.at("/answeredBy/who").asText()).isEqualTo("human");
            theCall(house).hangsUp();
            var step = TestServer.step(house.server().callOnceOver(), "answered by");
            assertThat(step.path("found").asText()).isEqualTo("human, as Twilio judges after 1200 ms");
            assertThat(house.cloud().desk().orders().getFirst().get("AsyncAmd")).containsExactly("true");
        }
    }

    @Test
    void whatTwilioRefusesIsRecordedInItsOwnWords() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().desk().refuses(400, 21210, "'From' +12025550100 is not verified.");
            order(house, agent);
            var record = house.server().callOnceOver();
            assertThat(record.path("endedReason").asText()).isEqualTo("destination_refused");
            assertThat(record.path("sipCode").asInt()).isEqualTo(21210);
            assertThat(record.path("trace").toString()).contains("is not verified");
        }
    }

    @Test
    void aProxyThatPassesNoStreamsIsNamedAndNotTakenForAFailureOfTheNetwork() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().opensSocketsAt(url -> url.replace("/twilio/media", "/nothing-here"));
            order(house, agent);
            var record = house.server().callOnceOver();
            assertThat(record.path("endedReason").asText()).isEqualTo("answer_unconfirmed");
            assertThat(record.path("trace").toString()).contains("/twilio/media reach this server");
        }
    }

    @Test
    void anAccountThatIsBusyForTooLongIsRecordedWithTwiliosCode() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().desk().refuses(429, 20429, "Too Many Requests");
            order(house, agent);
            var record = house.server().callOnceOver();
            assertThat(record.path("endedReason").asText()).isEqualTo("network_failed");
            assertThat(record.path("sipCode").asInt()).isEqualTo(20429);
            assertThat(house.cloud().desk().orders()).hasSize(4);
        }
    }

    @Test
    void tooManyRequestsAreTriedAgain() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            var number = house.answeredBy(agent.uri());
            house.cloud().desk().tooMany(2);
            order(house, number);
            agent.awaitStart();
            assertThat(house.cloud().desk().orders()).hasSize(1);
        }
    }

    private static String reasonOf(Callee callee) {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().callee(TO, callee);
            order(house, agent);
            return reason(house);
        }
    }

    private static String reason(TwilioHouse house) {
        return house.server().callOnceOver().path("endedReason").asText();
    }

    private static CloudCall theCall(TwilioHouse house) {
        Patience.until("the order at Twilio", () -> !house.cloud().calls().isEmpty());
        return house.cloud().calls().getLast();
    }

    private static String order(TwilioHouse house, FakeAgent agent) {
        return order(house, house.answeredBy(agent.uri()));
    }

    private static String order(TwilioHouse house, UUID number) {
        return order(house, number, "");
    }

    private static String order(TwilioHouse house, UUID number, String more) {
        JsonNode agents = house.server().get("/v1/agents");
        var agentId = agents.path("data").get(0).path("id").asText();
        return house.server()
                .post(
                        "/v1/calls",
                        "{\"phoneNumberId\":\"" + number + "\",\"agentId\":\"" + agentId + "\",\"to\":\"" + TO + "\""
                                + more + "}",
                        201)
                .at("/data/id")
                .asText();
    }
}
