package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tests of lines, ordered and scheduled over the API.
class LineTestsTest {
    private static ApiHouse house;
    private static String listed;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
        listed = number("+12025550161", "\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\"192.0.2.1\"");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void answersWithWhatWasFoundAndKeepsIt() {
        var test = house.send("POST", listed + "/test", house.member, "{}");

        assertThat(test.status()).isEqualTo(200);
        assertThat(test.text("/data/verdict")).isEqualTo("failed");
        assertThat(test.text("/data/steps/0/change")).isEqualTo("Connect the cable.");
        var kept = house.send("GET", listed + "/tests", house.reader, "");
        assertThat(kept.text("/data/0/id")).isEqualTo(test.text("/data/id"));
        assertThat(kept.text("/data/0/cause")).isEqualTo("requested");
        assertThat(kept.text("/data/0/steps/0/found")).isEqualTo("Nobody answered.");
    }

    @Test
    void callsExtensionsOnly() {
        var refused = house.send("POST", listed + "/test", house.member, "{\"loopTo\":\"+12025550100\"}");
        var injected = house.send("POST", listed + "/test", house.member, "{\"loopTo\":\"1@x\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(injected.text("/details/0/message")).contains("an extension of 1 to 6");
    }

    @Test
    void callsNobodyWhoCouldNotBeDialled() {
        var refused = house.send("POST", listed + "/test", house.member, "{\"loopTo\":\"911\"}");
        var scheduled =
                house.send("PUT", listed + "/test-schedule", house.member, "{\"everyHours\":1,\"loopTo\":\"911\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.details())
                .containsExactly("loopTo: may not be called from this number: Emergency numbers are never dialled from"
                        + " here.");
        assertThat(scheduled.status()).isEqualTo(422);
        assertThat(house.send("GET", listed + "/test-schedule", house.reader, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void keepsAndForgetsASchedule() {
        var number =
                number("+12025550162", "\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\"192.0.2.2\"");
        var path = number + "/test-schedule";
        assertThat(house.send("GET", path, house.reader, "").status()).isEqualTo(404);

        var set = house.send("PUT", path, house.member, "{\"everyHours\":24,\"loopTo\":\"*43\"}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(house.send("GET", path, house.reader, "").text("/data/loopTo"))
                .isEqualTo("*43");
        assertThat(house.send("DELETE", path, house.member, "").status()).isEqualTo(204);
        assertThat(house.send("GET", path, house.reader, "").status()).isEqualTo(404);
    }

    @Test
    void saysWhenNobodyCarriesTheLine() {
        var twilio = number(
                "+12025550163",
                "\"twilioAccountSid\":\"AC%s\",\"twilioAuthToken\":\"secret\"".formatted("0".repeat(32)));

        var refused = house.send("POST", twilio + "/test", house.member, "{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/error")).startsWith("The line cannot be tested: ");
    }

    private static String number(String number, String more) {
        var made = house.post("/v1/phone-numbers", "{\"number\":\"" + number + "\"," + more + "}");
        return "/v1/phone-numbers/" + made.text("/data/id");
    }
}
