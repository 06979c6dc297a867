package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.twilio.CloudCall;
import chorus.fake.twilio.Signing;
import chorus.fake.twilio.Stranger;
import chorus.fake.twilio.TwilioHouse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What strangers may try at the door of Twilio, and what Twilio itself repeats.
class TwilioSecurityTest {
    @Test
    void aForgedWebhookStartsNothing() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var form = form(house, "CA00000000000000000000000000000001");
            var voice = house.publicUrl() + "/twilio/voice";
            assertThat(house.cloud().posts(voice, form, "a-guessed-token").statusCode())
                    .isEqualTo(403);
            var other = new LinkedHashMap<>(form);
            other.put("AccountSid", "AC" + "f".repeat(32));
            assertThat(house.cloud()
                            .posts(voice, other, house.cloud().authToken())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(house.cloud()
                            .posts(house.publicUrl() + "/twilio/status", form, "a-guessed-token")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(house.server().get("/v1/calls").path("data")).isEmpty();
            assertThat(house.server().text("/metrics")).contains("chorus_door_forbidden_total{door=\"twilio\"} 3.0");
            assertThat(agent.conversations()).isEmpty();
        }
    }

    @Test
    void aRepeatedWebhookIsAnsweredAsTheFirstAndMakesNoSecondCall() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            var again = house.cloud().repeats(call);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("<Connect>");
            call.hangsUp();
            house.server().callOnceOver();
            assertThat(house.server().get("/v1/calls").path("data")).hasSize(1);
            assertThat(agent.conversations()).hasSize(1);
        }
    }

    @Test
    void theFallbackTakesTheCallThatTheFirstAttemptMissed() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().voiceUrl(house.publicUrl() + "/nothing-here");
            var call = house.rings();
            agent.awaitStart();
            call.hangsUp();
            assertThat(house.server().callOnceOver().path("trace").toString()).contains("failed with error 11200");
        }
    }

    @Test
    void aStolenStartDoesNotOpenASecondStream() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            var url = call.streamUrl();
            var signature = Signing.sign(house.cloud().authToken(), url, Map.of());
            assertThat(house.cloud().opensSocket(url, signature)).isEqualTo(403);
            assertThat(agent.conversations()).hasSize(1);
            call.hangsUp();
        }
    }

    @Test
    void whoeverKnowsTheUrlButNotTheTokenIsClosedAndTheRightOneStillComes() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().latency(Duration.ofMillis(800));
            var call = house.rings();
            Patience.until("the TwiML", () -> !call.streamUrl().isEmpty());
            var url = call.streamUrl();
            var signature = Signing.sign(house.cloud().authToken(), url, Map.of());
            try (var wrongToken = Stranger.at(url, signature);
                    var wrongCall = Stranger.at(url, signature);
                    var unsigned = Stranger.at(url, "")) {
                wrongToken.starts(call.sid(), "a-guess");
                wrongCall.starts("CA00000000000000000000000000000009", call.token());
                assertThat(wrongToken.awaitClose()).isEqualTo(1008);
                assertThat(wrongCall.awaitClose()).isEqualTo(1008);
                assertThat(unsigned.status()).isEqualTo(403);
            }
            agent.awaitStart();
            call.hangsUp();
        }
    }

    @Test
    void aSocketThatDoesNotStartIsClosed() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().latency(Duration.ofSeconds(8));
            var call = house.rings();
            Patience.until("the TwiML", () -> !call.streamUrl().isEmpty());
            var signature = Signing.sign(house.cloud().authToken(), call.streamUrl(), Map.of());
            try (var silent = Stranger.at(call.streamUrl(), signature)) {
                assertThat(silent.awaitClose()).isEqualTo(1008);
            }
            agent.awaitStart();
        }
    }

    @Test
    void garbageIsDroppedAndTooMuchOfItEndsTheStream() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            for (var i = 0; i < 50; i++) {
                call.stream().sends("{\"event\":\"media\",\"media\":{\"payload\":\"***\"}}");
                call.stream().sends("[".repeat(500));
            }
            call.stream().presses("7");
            agent.awaitDtmf('7');
            call.stream().sends("no JSON");
            assertThat(call.stream().awaitOver()).isEqualTo(1008);
            call.awaitOver();
        }
    }

    @Test
    void aMessageThatIsTooLongEndsTheStream() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            call.stream().sends("x".repeat(70_000));
            assertThat(call.stream().awaitOver()).isEqualTo(1009);
            call.awaitOver();
        }
    }

    @Test
    void aFrameWithoutAMaskEndsTheStream() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            var call = house.rings();
            agent.awaitStart();
            call.stream().sendsRaw(new byte[] {(byte) 0x81, 2, '{', '}'});
            assertThat(call.stream().awaitOver()).isEqualTo(1002);
            awaitEnd(house, call);
        }
    }

    @Test
    void aBodyWithoutEndIsNotRead() {
        try (var house = TwilioHouse.open()) {
            house.numberFor("null");
            var form = new LinkedHashMap<>(form(house, "CA00000000000000000000000000000002"));
            form.put("Padding", "x".repeat(70_000));
            var answer = house.cloud()
                    .posts(
                            house.publicUrl() + "/twilio/voice",
                            form,
                            house.cloud().authToken());
            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void theUpgradeMayBeSignedWithASlashAtItsEnd() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.answeredBy(agent.uri());
            house.cloud().signsSocketsAs(url -> url + "/");
            var call = house.rings();
            agent.awaitStart();
            call.hangsUp();
        }
    }

    private static void awaitEnd(TwilioHouse house, CloudCall call) {
        call.awaitOver();
        house.server().callOnceOver();
    }

    private static Map<String, String> form(TwilioHouse house, String sid) {
        var form = new LinkedHashMap<String, String>();
        form.put("CallSid", sid);
        form.put("AccountSid", house.cloud().accountSid());
        form.put("From", TwilioHouse.CALLER);
        form.put("To", TwilioHouse.NUMBER);
        form.put("CallStatus", "ringing");
        return form;
    }
}
