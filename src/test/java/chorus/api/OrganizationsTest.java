package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrganizationsTest {
    private static ApiHouse house;

    @BeforeAll
    static void open() {
        house = new ApiHouse();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void createsAndChangesAnOrganization() {
        var made = operator(
                "POST",
                "/v1/organizations",
                "{\"name\":\"New\",\"balance\":{\"amount\":\"25.5\",\"currency\":\"EUR\"},\"maxConcurrentCalls\":7}");
        var path = "/v1/organizations/" + made.text("/data/id");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/data/balance").toString())
                .isEqualTo("{\"unlimited\":false,\"amount\":\"25.50\",\"currency\":\"EUR\"}");
        assertThat(made.body().at("/data/maxConcurrentCalls").asInt()).isEqualTo(7);

        var changed = operator("PATCH", path, "{\"active\":false,\"balance\":{\"unlimited\":true}}");
        assertThat(changed.body().at("/data/active").asBoolean()).isFalse();
        assertThat(changed.body().at("/data/balance").toString()).isEqualTo("{\"unlimited\":true}");
        assertThat(operator("GET", path, "").body()).isEqualTo(changed.body());
        assertThat(operator("GET", "/v1/organizations/" + UUID.randomUUID(), "").status())
                .isEqualTo(404);
    }

    @Test
    void keepsWhereAnOrganizationMayCall() {
        var made = operator(
                "POST",
                "/v1/organizations",
                "{\"name\":\"Far\",\"allowedDestinations\":[\"+44\",\"+44\",\"+1202555\"]}");
        var path = "/v1/organizations/" + made.text("/data/id");
        assertThat(destinations(made)).isEqualTo("[\"+44\",\"+1202555\"]");

        assertThat(destinations(operator("PATCH", path, "{\"name\":\"Farther\"}")))
                .isEqualTo("[\"+44\",\"+1202555\"]");
        assertThat(destinations(operator("PATCH", path, "{\"allowedDestinations\":[\"+\"]}")))
                .isEqualTo("[\"+\"]");
        assertThat(destinations(operator("PATCH", path, "{\"allowedDestinations\":null}")))
                .isEqualTo("[]");
        assertThat(destinations(house.get("/v1/organization"))).isEqualTo("[]");
        assertThat(house.patch(path, "{\"allowedDestinations\":[\"+\"]}").status())
                .isEqualTo(403);
    }

    @Test
    void letsAnAdminSayWhereTheOwnNumbersMayCallAndNothingElse() {
        var allowed = "{\"allowedDestinations\":[\"+44\"]}";
        assertThat(house.send("PATCH", "/v1/organization", house.member, allowed)
                        .status())
                .isEqualTo(403);
        assertThat(destinations(house.send("PATCH", "/v1/organization", house.foreign, allowed)))
                .isEqualTo("[\"+44\"]");
        assertThat(house.patch("/v1/organization", "{\"maxConcurrentCalls\":9}").status())
                .isEqualTo(400);
    }

    @Test
    void keepsWhatAnOrganizationsCallsCost() {
        var made = operator("POST", "/v1/organizations", "{\"name\":\"Dear\",\"pricePerMinute\":0.015}");
        var path = "/v1/organizations/" + made.text("/data/id");
        assertThat(made.text("/data/pricePerMinute")).isEqualTo("0.015");
        assertThat(operator("PATCH", path, "{\"name\":\"Dearer\"}").text("/data/pricePerMinute"))
                .isEqualTo("0.015");
        assertThat(operator("PATCH", path, "{\"pricePerMinute\":\"0\"}").text("/data/pricePerMinute"))
                .isEqualTo("0.00");
        assertThat(operator("PATCH", path, "{\"pricePerMinute\":\"-1\"}").status())
                .isEqualTo(400);
    }

    @Test
    void refusesDestinationsThatAreNoBeginnings() {
        var why =
                ": must be + and the first 1 to 7 digits of a number with its country code, such as +44; or + alone for"
                        + " every country";
        assertThat(operator(
                                "POST",
                                "/v1/organizations",
                                "{\"name\":\"Far\",\"allowedDestinations\":[\"+44\",\"44\",\"+0\",\"+1 2\"]}")
                        .details())
                .containsExactly(
                        "allowedDestinations[1]" + why, "allowedDestinations[2]" + why, "allowedDestinations[3]" + why);
        var many = String.join(",", java.util.Collections.nCopies(301, "\"+44\""));
        assertThat(operator("POST", "/v1/organizations", "{\"name\":\"Far\",\"allowedDestinations\":[" + many + "]}")
                        .details())
                .containsExactly("allowedDestinations: must have at most 300 entries");
    }

    @Test
    void creditsABalanceOnceForOneIdempotencyKey() {
        var path = "/v1/organizations/" + house.theirs.id() + "/credits";
        var request = house.request(path)
                .header("Authorization", "Bearer " + house.operator)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "invoice-1")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"amount\":2.5,\"currency\":\"USD\",\"note\":\"Invoice\"}"))
                .build();
        var first = house.send(request);
        var again = house.send(request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text("/data/amount")).isEqualTo("2.50");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(house.send("GET", "/v1/organization/balance", house.foreign, "")
                        .text("/data/amount"))
                .isEqualTo("12.50");
        assertThat(house.send("GET", "/v1/organization/ledger", house.foreign, "")
                        .text("/data/0/note"))
                .isEqualTo("Invoice");
    }

    @Test
    void refusesCreditsThatMakeNoSense() {
        var theirs = "/v1/organizations/" + house.theirs.id() + "/credits";
        var ours = "/v1/organizations/" + house.ours.id() + "/credits";

        assertThat(operator("POST", theirs, "{\"amount\":\"0\",\"currency\":\"USD\"}")
                        .details())
                .containsExactly("amount: must be more than 0");
        assertThat(operator("POST", theirs, "{\"amount\":\"1.1234567\",\"currency\":\"usd\"}")
                        .details())
                .containsExactlyInAnyOrder(
                        "amount: must be a decimal of up to 12 digits and at most 6 decimals, not negative",
                        "currency: must be an ISO 4217 currency, such as USD");
        assertThat(operator("POST", theirs, "{\"amount\":\"1e3\",\"currency\":\"USD\"}")
                        .status())
                .isEqualTo(400);
        assertThat(operator("POST", theirs, "{\"amount\":-1,\"currency\":\"USD\"}")
                        .status())
                .isEqualTo(400);
        assertThat(operator("POST", theirs, "{\"amount\":\"1\",\"currency\":\"EUR\"}")
                        .text("/error"))
                .isEqualTo("The organization's balance is in USD, not in EUR.");
        assertThat(operator("POST", ours, "{\"amount\":\"1\",\"currency\":\"USD\"}")
                        .status())
                .isEqualTo(409);
        assertThat(house.post(theirs, "{\"amount\":\"1\",\"currency\":\"USD\"}").status())
                .isEqualTo(403);
    }

    @Test
    void showsOnesOwnOrganization() {
        assertThat(house.send("GET", "/v1/organization", house.reader, "").text("/data/id"))
                .isEqualTo(house.ours.id().toString());
    }

    @Test
    void saysThatItIsReady() {
        var health = house.send("GET", "/health", "", "");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text("/status")).isEqualTo("ready");
        assertThat(health.text("/version")).isEqualTo("1.2.3");
    }

    @Test
    void showsMetricsToThisMachineAndToKeys() {
        var proxied = house.request("/metrics").header("X-Forwarded-For", "192.0.2.1");

        assertThat(house.send("GET", "/metrics", "", "").status()).isEqualTo(200);
        assertThat(house.send(proxied.build()).status()).isEqualTo(401);
        assertThat(house.send(proxied.copy()
                                .header("Authorization", "Bearer " + house.reader)
                                .build())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void welcomesAPerson() {
        var page = house.send("GET", "/welcome", "", "");

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.raw().body()).contains("/docs");
    }

    private static String destinations(ApiHouse.Heard heard) {
        return heard.body().at("/data/allowedDestinations").toString();
    }

    private static ApiHouse.Heard operator(String method, String path, String body) {
        return house.send(method, path, house.operator, body);
    }
}
