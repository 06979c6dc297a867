package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.twilio.Signing;
import chorus.fake.twilio.Stranger;
import chorus.fake.twilio.TwilioHouse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who gets in at the door of Twilio, how often, and with which token.
class TwilioDoorTest {
    private static final String NEXT = "the-next-auth-token-of-the-cloud";

    @Test
    void noneOfTheAddressesBelievesAForgedSignature() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            for (var path : new String[] {
                "voice",
                "fallback",
                "status",
                "status/" + UUID.randomUUID(),
                "stream",
                "after",
                "dialled",
                "target",
                "machine"
            }) {
                assertThat(forged(house, path, call.sid())).as(path).isEqualTo(403);
                assertThat(forged(house, path, "CA" + "0".repeat(32))).as(path).isEqualTo(403);
            }
            assertThat(call.status()).isEqualTo("in-progress");
            call.hangsUp();
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_hung_up");
        }
    }

    @Test
    void bothTokensAreBelievedWhileTheyChangePlacesAndTheOldOneNoMoreAfterwards() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            var number = house.answeredBy(agent.uri());
            var old = house.cloud().authToken();
            house.server().patch("/v1/phone-numbers/" + number, "{\"twilioSecondaryAuthToken\":\"" + NEXT + "\"}");
            house.rings().stream();
            house.cloud().authToken(NEXT);
            house.rings().stream();
            house.server()
                    .patch(
                            "/v1/phone-numbers/" + number,
                            "{\"twilioAuthToken\":\"" + NEXT + "\",\"twilioSecondaryAuthToken\":null}");
            var last = house.rings();
            last.stream();
            var voice = house.publicUrl() + "/twilio/voice";
            var form = Map.of("CallSid", last.sid(), "AccountSid", house.cloud().accountSid());
            assertThat(house.cloud().posts(voice, form, old).statusCode()).isEqualTo(403);
            assertThat(house.cloud().posts(voice, form, NEXT).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theRightTokenForTheRightCallOpensOneStreamOnly() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().latency(Duration.ofSeconds(6));
            var call = house.rings();
            Patience.until("the TwiML", () -> !call.streamUrl().isEmpty());
            var signature = Signing.sign(house.cloud().authToken(), call.streamUrl(), Map.of());
            try (var first = Stranger.at(call.streamUrl(), signature);
                    var second = Stranger.at(call.streamUrl(), signature)) {
                first.starts(call.sid(), call.token());
                agent.awaitStart();
                second.starts(call.sid(), call.token());
                assertThat(second.awaitClose()).isEqualTo(1008);
                assertThat(agent.conversations()).hasSize(1);
            }
        }
    }

    @Test
    void aStreamThatIsClosedWithoutStopEndsAsOneWithIt() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            call.stream().closes();
            agent.awaitStop();
            call.awaitStatus("completed");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("caller_hung_up");
        }
    }

    @Test
    void aWebhookThatIsRepeatedUndecidedWaitsForTheSameDecision() {
        try (var agent = FakeAgent.openingAfter(Duration.ofMillis(500));
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            house.server().awaitCall(record -> record.path("endedAt").isNull());
            var again = house.cloud().repeats(call);
            call.stream();
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains(call.token());
            assertThat(house.server().get("/v1/calls").path("data")).hasSize(1);
            assertThat(agent.conversations()).hasSize(1);
            call.hangsUp();
        }
    }

    @Test
    void aWebhookThatTimesOutIsSentAgainAndStaysOneCall() {
        try (var agent = FakeAgent.openingAfter(Duration.ofMillis(600));
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().webhooksWithin(Duration.ofMillis(250));
            var call = house.rings();
            Patience.until("the webhook to be sent again", () -> call.retries() == 1);
            house.cloud().webhooksWithin(Duration.ofSeconds(15));
            agent.awaitStart();
            assertThat(house.server().get("/v1/calls").path("data")).hasSize(1);
            assertThat(agent.conversations()).hasSize(1);
            assertThat(call.done()).containsExactly("Connect");
            call.hangsUp();
        }
    }

    private static int forged(TwilioHouse house, String path, String sid) {
        var form = Map.of(
                "CallSid",
                sid,
                "ParentCallSid",
                sid,
                "AccountSid",
                house.cloud().accountSid(),
                "To",
                TwilioHouse.NUMBER,
                "CallStatus",
                "completed",
                "DialCallStatus",
                "completed",
                "StreamEvent",
                "stream-error",
                "AnsweredBy",
                "fax");
        return house.cloud()
                .posts(house.publicUrl() + "/twilio/" + path, form, "a-guessed-token")
                .statusCode();
    }
}
