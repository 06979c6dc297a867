package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Sounds;
import chorus.fake.twilio.Callee;
import chorus.fake.twilio.TwilioCloud;
import chorus.fake.twilio.TwilioHouse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Callers at Twilio who are handed over to somebody else.
class TwilioTransferTest {
    private static final String TARGET = "+12025550155";
    private static final Duration TONE = Duration.ofMillis(400);

    @Test
    void theCallerTalksWithTheTargetAndTheCallIsLeftToThem() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            agent.transfer(TARGET);
            assertThat(agent.awaitTransferOutcome().at("/transfer/status").asText())
                    .isEqualTo("completed");
            agent.awaitStop();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("transferred");
            assertThat(call.status()).isEqualTo("in-progress");
            call.awaitStatus("completed");
            assertThat(call.done()).containsExactly("Connect", "Dial " + TARGET, "talks with " + TARGET, "Hangup");
            assertThat(call.debugger()).isEmpty();
        }
    }

    @Test
    void aTargetThatIsBusyBringsTheCallerBackToTheAgent() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().callee(TARGET, Callee.busy());
            var call = house.rings();
            agent.awaitStart();
            agent.transfer(TARGET);
            var outcome = agent.awaitTransferOutcome().path("transfer");
            assertThat(outcome.path("status").asText()).isEqualTo("failed");
            assertThat(outcome.path("reason").asText()).contains("486 Busy Here");
            call.stream(2).says(Sounds.tone(440, TONE));
            agent.sayTone(TONE);
            agent.mark("back");
            assertThat(agent.awaitMark("back").at("/mark/played").asBoolean()).isTrue();
            assertThat(Sounds.loudness(call.stream(2).heard())).isGreaterThan(1000);
            agent.await("hold", _ -> true);
            agent.await("resume", _ -> true);
            call.hangsUp();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_hung_up");
            assertThat(call.done()).containsExactly("Connect", "Dial " + TARGET, "Connect");
        }
    }

    @Test
    void aTargetWhoseAnswerNobodyToldIsLeftToTalkWithTheCaller() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            var number = house.answeredBy(agent.uri());
            house.server().patch("/v1/phone-numbers/" + number, "{\"ringTimeoutSeconds\":5}");
            house.cloud().news(TwilioCloud.News.ANSWER_LOST).callee(TARGET, Callee.talking(Duration.ofSeconds(20)));
            var call = house.rings();
            agent.awaitStart();
            agent.transfer(TARGET);
            assertThat(agent.awaitTransferOutcome().at("/transfer/status").asText())
                    .isEqualTo("completed");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("transferred");
            assertThat(call.done()).containsExactly("Connect", "Dial " + TARGET, "talks with " + TARGET);
            assertThat(call.status()).isEqualTo("in-progress");
        }
    }

    @Test
    void anOrderToDialThatMayHaveBeenHeardIsNotGivenTwice() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            house.cloud().desk().losesAnswers(1);
            agent.transfer(TARGET);
            assertThat(agent.awaitTransferOutcome().at("/transfer/status").asText())
                    .isEqualTo("completed");
            call.awaitStatus("completed");
            assertThat(call.done()).containsExactly("Connect", "Dial " + TARGET, "talks with " + TARGET, "Hangup");
        }
    }

    @Test
    void aCallerWhoHangsUpWhileTheTargetIsCalledEndsTheCall() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().callee(TARGET, Callee.ringing(Duration.ofSeconds(20)));
            var call = house.rings();
            agent.awaitStart();
            agent.transfer(TARGET);
            agent.await("hold", _ -> true);
            call.hangsUp();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_hung_up");
        }
    }

    @Test
    void anAgentPutsTheCallerOnHoldAndWhatItSaysMeanwhilePassesUnheard() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            agent.send("{\"event\":\"hold\",\"hold\":{\"sound\":\"music\"}}");
            agent.sayTone(TONE);
            agent.mark("unheard");
            assertThat(agent.awaitMark("unheard").at("/mark/played").asBoolean())
                    .isFalse();
            assertThat(Sounds.loudness(call.stream().awaitHeard(TONE))).isGreaterThan(100);
            agent.send("{\"event\":\"resume\"}");
            agent.sayTone(TONE);
            agent.mark("heard");
            var heard = agent.awaitMark("heard").path("mark");
            assertThat(heard.path("played").asBoolean()).isTrue();
            assertThat(heard.path("heardMs").asLong()).isEqualTo(TONE.toMillis());
            call.hangsUp();
        }
    }

    @Test
    void keysTowardsTheCallerAreTones() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            agent.sendDigits("12");
            assertThat(Sounds.loudness(call.stream().awaitHeard(TONE))).isGreaterThan(1000);
            call.hangsUp();
        }
    }
}
