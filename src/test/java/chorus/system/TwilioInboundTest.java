package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Sounds;
import chorus.fake.twilio.TwilioHouse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Calls to a number at Twilio, over webhooks and Media Streams.
class TwilioInboundTest {
    private static final Duration TONE = Duration.ofMillis(500);

    @Test
    void bothSidesHearEachOtherUntilTheCallerHangsUp() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            var start = agent.awaitStart();
            assertThat(start.at("/start/callSid").asText()).isEqualTo(call.sid());
            assertThat(start.at("/start/customParameters/from_number").asText()).isEqualTo(TwilioHouse.CALLER);
            call.stream().says(Sounds.tone(440, TONE));
            agent.sayTone(TONE);
            agent.mark("said");
            assertThat(agent.awaitMark("said").at("/mark/played").asBoolean()).isTrue();
            assertThat(Sounds.loudness(call.stream().awaitHeard(TONE))).isGreaterThan(1000);
            call.stream().presses("5#");
            agent.awaitDtmf('#');
            agent.awaitHeard(Duration.ofMillis(600));
            assertThat(Sounds.loudness(agent.conversation().heard())).isGreaterThan(1000);
            call.hangsUp();
            agent.awaitStop();
            var record = house.server().callOnceOver();
            assertThat(record.path("endedReason").asText()).isEqualTo("caller_hung_up");
            assertThat(record.path("provider").asText()).isEqualTo("twilio");
            assertThat(TestServer.step(record, "source admitted").path("found").asText())
                    .contains("verified");
            assertThat(call.stream().warnings()).isEmpty();
            assertThat(call.debugger()).isEmpty();
        }
    }

    @Test
    void theAgentHangsUpOnceTheCallerHasHeardItAll() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            agent.sayTone(TONE);
            agent.hangUp();
            call.awaitStatus("completed");
            assertThat(call.stream().heard()).hasSizeGreaterThanOrEqualTo((int) TONE.toMillis() * 8);
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("agent_hung_up");
        }
    }

    @Test
    void aCallThatIsRefusedIsNeitherAnsweredNorBilled() {
        try (var house = TwilioHouse.open()) {
            house.numberFor("null");
            var call = house.rings().awaitStatus("no-answer");
            assertThat(call.done()).containsExactly("Reject rejected");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("no_agent_assigned");
        }
    }

    @Test
    void anAgentThatIsDownMeansARejection() {
        try (var house = TwilioHouse.open()) {
            house.answeredBy(URI.create("ws://127.0.0.1:" + TwilioHouse.freePort() + "/agent"));
            var call = house.rings().awaitStatus("no-answer");
            assertThat(call.done()).containsExactly("Reject rejected");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("agent_unreachable");
        }
    }

    @Test
    void anAgentThatNeverAnswersCostsTheWebhookLessThanASecondAndTheCallerHearsASentence() {
        try (var agent = FakeAgent.neverAnswering();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings().awaitStatus("completed");
            assertThat(call.webhookMillis()).isBetween(700L, 1_500L);
            assertThat(call.done())
                    .containsExactly(
                            "Connect",
                            "Say We are sorry, this call cannot be taken at the moment. Please call again later.",
                            "Hangup");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("agent_unreachable");
        }
    }

    @Test
    void anOrganizationWithoutMoneyTakesNoCalls() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var organization =
                    house.server().get("/v1/organization").at("/data/id").asText();
            house.server()
                    .patch(
                            "/v1/organizations/" + organization,
                            "{\"balance\":{\"amount\":\"0\",\"currency\":\"USD\"}}");
            var call = house.rings().awaitStatus("no-answer");
            assertThat(call.done()).containsExactly("Reject rejected");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("balance_exhausted");
            assertThat(agent.conversations()).isEmpty();
        }
    }

    @Test
    void oneCallTooManyHearsThatItIsBusy() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            var number = house.answeredBy(agent.uri());
            house.server().patch("/v1/phone-numbers/" + number, "{\"maxConcurrentCalls\":1}");
            var first = house.rings();
            agent.awaitStart();
            assertThat(house.rings().awaitStatus("busy").done()).containsExactly("Reject busy");
            first.hangsUp();
        }
    }

    @Test
    void aCallerWhoGivesUpWhileTheAgentIsWaitedForIsGone() {
        try (var agent = FakeAgent.neverAnswering();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            house.server().awaitCall(record -> record.path("status").asText().equals("ringing"));
            call.hangsUp();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_canceled");
        }
    }

    @Test
    void anAgentThatIsSlowStillGetsTheCall() {
        try (var agent = FakeAgent.openingAfter(Duration.ofMillis(1_300));
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            assertThat(call.webhookMillis()).isBetween(700L, 1_500L);
            agent.sayTone(TONE);
            agent.mark("said");
            agent.awaitMark("said");
            agent.hangUp();
            call.awaitStatus("completed");
            assertThat(call.done()).startsWith("Connect").doesNotContain("Say");
        }
    }

    @Test
    void aStreamThatBreaksOffWithoutAWordEndsTheCallAtTwilioToo() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            call.stream().vanishes();
            call.awaitStatus("completed");
            agent.awaitStop();
        }
    }

    @Test
    void aNumberThatNobodyHasIsRecordedForTheOwnerOfTheAccount() {
        try (var house = TwilioHouse.open()) {
            house.numberFor("null");
            house.cloud().ring(TwilioHouse.CALLER, "+12025550199").awaitStatus("no-answer");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("unknown_number");
        }
    }

    @Test
    void whatTheAgentClearsIsNotHeardAndItsMarksAreNotPlayed() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open(Map.of())) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            agent.sayTone(Duration.ofSeconds(5));
            agent.mark("end");
            call.stream().awaitHeard(Duration.ofMillis(700));
            agent.clear();
            var heard = agent.awaitCleared().at("/cleared/heardMs").asLong();
            assertThat(agent.awaitMark("end").at("/mark/played").asBoolean()).isFalse();
            assertThat(heard).isBetween(500L, 3_000L);
            agent.sayTone(TONE);
            agent.mark("after");
            var after = agent.awaitMark("after");
            assertThat(after.at("/mark/played").asBoolean()).isTrue();
            assertThat(after.at("/mark/heardMs").asLong()).isEqualTo(heard + TONE.toMillis());
            assertThat(call.stream().clears()).isEqualTo(1);
            var really = call.stream().heard().length / 8;
            assertThat(after.at("/mark/heardMs").asLong()).isBetween(really - 150L, really + 150L);
            call.hangsUp();
        }
    }

    @Test
    void aProxyThatPassesNoStreamsIsNamedAndNotTakenForACallerWhoHungUp() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().opensSocketsAt(url -> url.replace("/twilio/media", "/nothing-here"));
            house.rings().awaitOver();
            var record = house.server().callOnceOver();
            assertThat(record.path("endedReason").asText()).isEqualTo("answer_unconfirmed");
            assertThat(TestServer.step(record, "stream").path("found").asText()).contains("31920");
            assertThat(record.path("trace").toString()).contains("/twilio/media reach this server");
        }
    }

    @Test
    void aCallerWhoHangsUpBeforeTheStreamBeginsHasGivenUp() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().latency(Duration.ofSeconds(4));
            house.rings().awaitStatus("in-progress").hangsUp();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_canceled");
        }
    }
}
