package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.twilio.TwilioHouse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A number whose account is asked by an API key: Twilio's API no longer takes the token, which still signs.
class TwilioKeyTest {
    private static final String KEY = "SK" + "1".repeat(32);
    private static final String SECRET = "the-secret-of-the-key";

    @Test
    void aCallGoesOutAndIsEndedByTheKeyOfTheAccount() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            order(house, numberWithKey(house, agent), agent);
            agent.awaitStart();
            agent.hangUp();
            house.cloud().calls().getLast().awaitStatus("completed");
            assertThat(house.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("agent_hung_up");
        }
    }

    @Test
    void aCallComesInByTheSignatureOfTheToken() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            numberWithKey(house, agent);
            var call = house.rings();
            agent.awaitStart();
            agent.hangUp();
            call.awaitStatus("completed");
        }
    }

    private static UUID numberWithKey(TwilioHouse house, FakeAgent agent) {
        house.cloud().account().key(KEY, SECRET);
        var made = house.server()
                .post(
                        "/v1/phone-numbers",
                        "{\"number\":\"" + TwilioHouse.NUMBER + "\",\"provider\":\"twilio\",\"twilioAccountSid\":\""
                                + house.cloud().accountSid() + "\",\"twilioAuthToken\":\""
                                + house.cloud().authToken() + "\",\"twilioApiKeySid\":\"" + KEY
                                + "\",\"twilioApiKeySecret\":\"" + SECRET + "\",\"agentId\":\""
                                + house.server().agentAt(agent.uri()) + "\"}",
                        201);
        var number = house.cloud().account().numbers().getFirst();
        Patience.until(
                "the number to be pointed at us",
                () -> !number.setting("VoiceUrl").isEmpty());
        house.cloud().account().changeTokens("not-for-the-api");
        return UUID.fromString(made.at("/data/id").asText());
    }

    private static void order(TwilioHouse house, UUID number, FakeAgent agent) {
        house.server()
                .post(
                        "/v1/calls",
                        "{\"phoneNumberId\":\"" + number + "\",\"agentId\":\""
                                + house.server().agentAt(agent.uri()) + "\",\"to\":\"+12025550171\"}",
                        201);
    }
}
