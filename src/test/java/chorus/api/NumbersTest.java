package chorus.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NumbersTest {
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
    void connectsANumberByAllowlistWithItsDefaults() {
        var made = house.post("/v1/phone-numbers", """
                {"number":"+12025550111","provider":"sip","sipMode":"ip_allowlist","sipIp":"192.0.2.0/28",
                 "name":null,"sipUsername":null,"metadata":{"branch":{"floor":3,"open":true,"none":null}}}""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/data/sipIp")).isEqualTo("192.0.2.0/28");
        assertThat(made.body().at("/data/sipPort").asInt()).isEqualTo(5060);
        assertThat(made.text("/data/sipProtocol")).isEqualTo("udp");
        assertThat(made.body().at("/data/metadata/branch/floor").asInt()).isEqualTo(3);
        assertThat(made.text("/data/line/status")).isEqualTo("ready");
        assertThat(made.text("/data/line/reason")).isEqualTo("Calls are taken.");
        assertThat(made.body().at("/data/sipUsername").isNull()).isTrue();
        assertThat(made.body().at("/data").has("sipOutboundProxy")).isFalse();
        assertThat(house.get("/v1/phone-numbers/" + made.text("/data/id")).body())
                .isEqualTo(made.body());
        assertThat(house.provider.told()).contains("attach +12025550111");
    }

    @Test
    void showsHowCallsOfANumberArePlacedPacedAndPaid() {
        var made = house.send("POST", "/v1/phone-numbers", house.operator, """
                {"number":"+12025550131","provider":"sip","sipMode":"ip_allowlist","sipIp":"192.0.2.9",
                 "sipProtocol":"tls","sipCallerId":"from_rpid","ringTimeoutSeconds":45,"callsPerSecond":5,
                 "maxConcurrentCalls":20,"pricePerMinute":0.02,"inboundHeaders":["X-Customer-Id"]}""");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/data/sipSrtp")).isEqualTo("optional");
        assertThat(made.text("/data/sipCallerId")).isEqualTo("from_rpid");
        assertThat(made.text("/data/sipNumberFormat")).isEqualTo("e164");
        assertThat(made.body().at("/data/ringTimeoutSeconds").asInt()).isEqualTo(45);
        assertThat(made.body().at("/data/maxConcurrentCalls").asInt()).isEqualTo(20);
        assertThat(made.text("/data/pricePerMinute")).isEqualTo("0.02");
        assertThat(made.text("/data/inboundHeaders/0")).isEqualTo("X-Customer-Id");
        assertThat(made.body().at("/data/line/until").isNull()).isTrue();
        assertThat(made.body().at("/data/line/history").isArray()).isTrue();
        var changed = house.patch("/v1/phone-numbers/" + made.text("/data/id"), "{\"sipProtocol\":\"udp\"}");
        assertThat(changed.text("/data/sipSrtp")).isEqualTo("off");
    }

    @Test
    void letsOnlyTheOperatorSayWhatCallsCost() {
        var priced = """
                {"number":"+12025550132","provider":"voximplant","pricePerMinute":"0.02"}""";
        var refused = house.post("/v1/phone-numbers", priced);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/error")).startsWith("Only the operator's key may set pricePerMinute");
        var made = house.post("/v1/phone-numbers", priced.replace("\"0.02\"", "null"));
        var path = "/v1/phone-numbers/" + made.text("/data/id");

        assertThat(house.send("PUT", path + "/price", house.admin, "{\"pricePerMinute\":\"0\"}")
                        .status())
                .isEqualTo(403);
        assertThat(house.send("PUT", path + "/price", house.operator, "{\"pricePerMinute\":\"0.02\"}")
                        .status())
                .isEqualTo(200);

        assertThat(house.patch(path, "{\"pricePerMinute\":\"0.01\"}").status()).isEqualTo(403);
        assertThat(house.patch(path, "{\"pricePerMinute\":null}").status()).isEqualTo(403);
        assertThat(house.patch(path, "{\"pricePerMinute\":0.02,\"name\":\"same price\"}")
                        .text("/data/name"))
                .isEqualTo("same price");
    }

    @Test
    void letsTheOperatorPriceTheNumbersOfOthers() {
        var made = house.send("POST", "/v1/phone-numbers", house.foreign, """
                {"number":"+12025550133","provider":"voximplant"}""");
        var path = "/v1/phone-numbers/" + made.text("/data/id") + "/price";

        assertThat(house.send("PUT", path, house.operator, "{\"pricePerMinute\":\"1001\"}")
                        .details())
                .singleElement()
                .asString()
                .startsWith("pricePerMinute: must be a decimal");
        assertThat(house.send("PUT", path, house.operator, "{\"pricePerMinute\":\"1.5\"}")
                        .text("/data/pricePerMinute"))
                .isEqualTo("1.50");
    }

    @Test
    void storesAnUnbuiltProviderAndSaysThatItsLineIsUnavailable() {
        var made = house.post("/v1/phone-numbers", "{\"number\":\"+12025550112\",\"provider\":\"voximplant\"}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/data/line/status")).isEqualTo("unavailable");
        assertThat(made.text("/data/line/reason")).contains("Voximplant");
        assertThat(made.body().at("/data/sipMode").isNull()).isTrue();
    }

    @Test
    void refusesWhatTheDocumentDoesNotAllow() {
        var refused = house.post("/v1/phone-numbers", """
                {"provider":"foo","sipport":1,"sipPort":70000,"agentId":"zz","name":7,"metadata":[],"sipUsername":"%s"}""".formatted("x".repeat(61)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error")).isEqualTo("Validation failed");
        assertThat(refused.details())
                .containsExactlyInAnyOrder(
                        "number: is required",
                        "provider: must be one of twilio, sip, voximplant, jambonz",
                        "sipport: is not a known field; did you mean 'sipPort'?",
                        "sipPort: must be from 1 to 65535",
                        "agentId: must be a UUID",
                        "name: must be a string",
                        "metadata: must be an object",
                        "sipUsername: must be at most 60 characters");
    }

    @Test
    void refusesJambonzInWords() {
        var refused = house.post("/v1/phone-numbers", "{\"number\":\"+12025550114\",\"provider\":\"jambonz\"}");

        assertThat(refused.details())
                .containsExactly(
                        "provider: jambonz is in the public enumeration of providers but is not supported here: connect"
                                + " the number as sip, or use twilio or voximplant");
    }

    @Test
    void refusesANumberThatIsTaken() {
        var body = "{\"number\":\"+12025550115\",\"provider\":\"voximplant\"}";
        house.post("/v1/phone-numbers", body);
        var refused = house.send("POST", "/v1/phone-numbers", house.foreign, body);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.details()).singleElement().asString().startsWith("number: ");
    }

    @Test
    void refusesAnAgentOfSomebodyElse() {
        var agent = house.send("POST", "/v1/agents", house.foreign, "{\"name\":\"Theirs\"}")
                .text("/data/id");
        var refused = house.post(
                "/v1/phone-numbers",
                "{\"number\":\"+12025550116\",\"provider\":\"voximplant\",\"agentId\":\"" + agent + "\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.details()).singleElement().asString().startsWith("agentId: ");
    }

    @Test
    void changingTheModeAsksForWhatTheNewModeNeeds() {
        var id = house.post(
                        "/v1/phone-numbers",
                        "{\"number\":\"+12025550117\",\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\"192.0.2.9\",\"sipPort\":5070}")
                .text("/data/id");

        var refused = house.patch("/v1/phone-numbers/" + id, "{\"sipMode\":\"registration\",\"sipIp\":\"192.0.2.9\"}");
        assertThat(refused.details())
                .containsExactlyInAnyOrder(
                        "sipUsername: is required when sipMode is registration",
                        "sipPassword: is required when sipMode is registration",
                        "sipProxy: is required when sipMode is registration",
                        "sipIp: belongs to sipMode ip_allowlist, but this number's sipMode is registration");

        var changed = house.patch(
                "/v1/phone-numbers/" + id,
                "{\"sipMode\":\"registration\",\"sipUsername\":\"u\",\"sipPassword\":\"p\",\"sipProxy\":\"pbx.example.com\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().at("/data/sipPort").asInt()).isEqualTo(5060);
        assertThat(changed.body().at("/data").has("sipIp")).isFalse();
        assertThat(changed.text("/data/line/status")).isEqualTo("unavailable");
        assertThat(house.provider.told()).contains("detach +12025550117");
    }

    @Test
    void keepsThePasswordThroughAnUnrelatedChange() {
        var id = house.post(
                        "/v1/phone-numbers",
                        "{\"number\":\"4720\",\"provider\":\"sip\",\"sipUsername\":\"u\",\"sipPassword\":\"p\",\"sipProxy\":\"pbx.example.com\"}")
                .text("/data/id");
        assertThat(house.patch("/v1/phone-numbers/" + id, "{\"name\":\"New\"}").status())
                .isEqualTo(200);

        var cleared = house.patch("/v1/phone-numbers/" + id, "{\"sipPassword\":null}");
        assertThat(cleared.details()).containsExactly("sipPassword: is required when sipMode is registration");
    }

    @Test
    void unassignsTheAgentWithNull() {
        var agent = house.post("/v1/agents", "{\"name\":\"A\"}").text("/data/id");
        var id = house.post(
                        "/v1/phone-numbers",
                        "{\"number\":\"+12025550118\",\"provider\":\"voximplant\",\"agentId\":\"" + agent + "\"}")
                .text("/data/id");
        var changed = house.patch("/v1/phone-numbers/" + id, "{\"agentId\":null}");

        assertThat(changed.body().at("/data/agentId").isNull()).isTrue();
    }

    @Test
    void boundsMetadata() {
        var refused = house.post(
                "/v1/phone-numbers",
                "{\"number\":\"+12025550119\",\"provider\":\"voximplant\",\"metadata\":{\"x\":\"" + "y".repeat(17_000)
                        + "\"}}");

        assertThat(refused.details()).containsExactly("metadata: must be at most 16 KiB as JSON");
    }

    @Test
    void keepsTheLineUpThroughAChange() {
        var id = house.post(
                        "/v1/phone-numbers",
                        "{\"number\":\"4731\",\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\"192.0.2.9\"}")
                .text("/data/id");

        assertThat(house.patch("/v1/phone-numbers/" + id, "{\"name\":\"Desk\"}").status())
                .isEqualTo(200);
        assertThat(house.provider.told()).contains("attach 4731").doesNotContain("detach 4731");
    }

    @Test
    void forgetsADeletedNumber() {
        var id = house.post(
                        "/v1/phone-numbers",
                        "{\"number\":\"4730\",\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\"192.0.2.9\"}")
                .text("/data/id");

        assertThat(house.delete("/v1/phone-numbers/" + id).status()).isEqualTo(204);
        assertThat(house.delete("/v1/phone-numbers/" + id).status()).isEqualTo(404);
        assertThat(house.get("/v1/phone-numbers/" + id).status()).isEqualTo(404);
        assertThat(house.provider.told()).contains("detach 4730");
    }

    @Test
    void hidesNumbersOfOtherOrganizations() {
        var id = house.post("/v1/phone-numbers", "{\"number\":\"+12025550120\",\"provider\":\"voximplant\"}")
                .text("/data/id");

        assertThat(house.send("GET", "/v1/phone-numbers/" + id, house.foreign, "")
                        .status())
                .isEqualTo(404);
        assertThat(house.send("PATCH", "/v1/phone-numbers/" + id, house.foreign, "{}")
                        .status())
                .isEqualTo(404);
        assertThat(house.send("DELETE", "/v1/phone-numbers/" + id, house.foreign, "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void listsInPages() {
        house.post("/v1/phone-numbers", "{\"number\":\"+12025550121\",\"provider\":\"voximplant\"}");
        house.post("/v1/phone-numbers", "{\"number\":\"+12025550122\",\"provider\":\"voximplant\"}");
        var page = house.get("/v1/phone-numbers?limit=1&offset=1");

        assertThat(page.body().path("data").size()).isEqualTo(1);
        assertThat(page.body().at("/pagination/total").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(page.body().at("/pagination/limit").asInt()).isEqualTo(1);
        assertThat(page.body().at("/pagination/offset").asInt()).isEqualTo(1);
        assertThat(house.get("/v1/phone-numbers?limit=101").details()).containsExactly("limit: must be from 1 to 100");
        assertThat(house.get("/v1/phone-numbers?limit=x").details()).containsExactly("limit: must be a whole number");
        assertThat(house.get("/v1/phone-numbers?offset=-1").details())
                .singleElement()
                .asString()
                .contains("offset");
        assertThat(house.get("/v1/phone-numbers?limits=3").details())
                .containsExactly("limits: is not a known parameter; did you mean 'limit'?");
        assertThat(house.get("/v1/phone-numbers?limit=3&limit=4").details())
                .containsExactly("limit: is given more than once");
    }

    @Test
    void deniesPrivateTargetsWhereTheOperatorDoes() {
        try (var strict = new ApiHouse(true)) {
            for (var address : new String[] {"10.0.0.5", "127.0.0.1", "192.168.1.1", "fd00::1", "169.254.1.1"}) {
                var refused = strict.post(
                        "/v1/phone-numbers",
                        "{\"number\":\"+12025550100\",\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\""
                                + address + "\"}");
                assertThat(refused.details()).singleElement().asString().startsWith("sipIp: points to a private");
            }
            var agent = strict.post(
                    "/v1/agents",
                    "{\"name\":\"A\",\"runtime\":{\"type\":\"websocket\",\"url\":\"ws://agents.example.com\"}}");
            assertThat(agent.details()).singleElement().asString().startsWith("runtime.url: must begin with wss://");
        }
    }
}
