package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.twilio.Callee;
import chorus.fake.twilio.CloudCall;
import chorus.fake.twilio.TwilioHouse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls that wait, here or at Twilio, and who answers them.
class TwilioPaceTest {
    private static final String OTHER = "+12025550101";

    @Test
    void theCallsOfAnAccountWaitInOneLineWhicheverOfItsNumbersTheyAreFrom() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().account().has(OTHER);
            var numbers = new UUID[] {house.answeredBy(agent.uri()), other(house)};
            var began = System.nanoTime();
            var calls = new ArrayList<String>();
            for (var i = 0; i < 4; i++) {
                calls.add(order(house, numbers[i % 2], "+1202555017" + i, ""));
            }
            assertThat(position(house, calls.get(3))).isGreaterThanOrEqualTo(1);
            Patience.until("all to be ordered", () -> house.cloud().calls().size() == 4);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(2_900));
            assertThat(house.cloud().calls().stream().map(CloudCall::to))
                    .containsExactly("+12025550170", "+12025550171", "+12025550172", "+12025550173");
            assertThat(house.cloud().calls().stream().map(CloudCall::from))
                    .containsExactly(TwilioHouse.NUMBER, OTHER, TwilioHouse.NUMBER, OTHER);
        }
    }

    @Test
    void aCallThatIsQueuedAtTwilioIsTakenBack() {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud()
                    .callee("+12025550170", Callee.ringing(Duration.ofSeconds(20)))
                    .desk()
                    .pace(Duration.ofSeconds(30));
            var number = house.answeredBy(agent.uri());
            order(house, number, "+12025550170", "");
            var second = order(house, number, "+12025550171", "");
            Patience.until("both orders", () -> house.cloud().calls().size() == 2);
            var queued = house.cloud().calls().getLast();
            assertThat(queued.status()).isEqualTo("queued");
            house.server().post("/v1/calls/" + second + "/hangup", "{}", 202);
            queued.awaitStatus("canceled");
            Patience.until(
                    "its record",
                    () -> "outbound_canceled"
                            .equals(record(house, second).path("endedReason").asText()));
        }
    }

    @ParameterizedTest
    @CsvSource({"machine_start, machine", "fax, fax", "unknown, unknown"})
    void theAgentIsToldWhatAnswered(String verdict, String who) {
        try (var agent = FakeAgent.quiet();
                var house = TwilioHouse.open()) {
            house.cloud().desk().judges(verdict);
            order(house, house.answeredBy(agent.uri()), "+12025550170", ",\"detectMachine\":true");
            assertThat(agent.await("answeredBy", _ -> true)
                            .at("/answeredBy/who")
                            .asText())
                    .isEqualTo(who);
        }
    }

    private static UUID other(TwilioHouse house) {
        var made = house.server()
                .post(
                        "/v1/phone-numbers",
                        "{\"number\":\"" + OTHER + "\",\"provider\":\"twilio\",\"twilioAccountSid\":\""
                                + house.cloud().accountSid() + "\",\"twilioAuthToken\":\""
                                + house.cloud().authToken() + "\"}",
                        201);
        return UUID.fromString(made.at("/data/id").asText());
    }

    private static int position(TwilioHouse house, String call) {
        return record(house, call).path("queuePosition").asInt(-1);
    }

    private static JsonNode record(TwilioHouse house, String call) {
        return house.server().get("/v1/calls/" + call).path("data");
    }

    private static String order(TwilioHouse house, UUID number, String to, String more) {
        var agentId =
                house.server().get("/v1/agents").path("data").get(0).path("id").asText();
        return house.server()
                .post(
                        "/v1/calls",
                        "{\"phoneNumberId\":\"" + number + "\",\"agentId\":\"" + agentId + "\",\"to\":\"" + to + "\""
                                + more + "}",
                        201)
                .at("/data/id")
                .asText();
    }
}
