package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.Patience;
import chorus.fake.voximplant.VoximplantHouse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Numbers at Voximplant through the API: their fields, their tests, and those for sale.
class VoximplantNumbersTest {
    private static final String FOR_SALE = "+12175550177";
    private static final ObjectMapper JSON = new ObjectMapper();

    private VoximplantHouse house = VoximplantHouse.open();

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aServiceAccountsFileIsTakenAsAnObjectAndAsText() throws IOException {
        var file = house.cloud().account().serviceAccount().file();
        var text = JSON.writeValueAsString(file);
        for (var given : new String[] {file, text}) {
            var made = house.server().post("/v1/phone-numbers", number("\"voximplantServiceAccount\":" + given), 201);
            var shown = made.path("data");
            assertThat(shown.path("voximplantAccountId").asText()).isEqualTo("1234567");
            assertThat(shown.path("voximplantKeyId").asText())
                    .isEqualTo(JSON.readTree(file).path("key_id").asText());
            assertThat(made.toString()).doesNotContain("PRIVATE KEY");
            awaitReady(shown.path("id").asText());
            house.server().delete("/v1/phone-numbers/" + shown.path("id").asText());
        }
    }

    @Test
    void exactlyOneKeyIsTaken() {
        problem("\"voximplantAccountId\":\"1234567\"", 400, "voximplantApiKey");
        problem("\"voximplantApiKey\":\"k\"", 400, "voximplantAccountId");
        problem("\"voximplantServiceAccount\":\"{}\"", 400, "voximplantServiceAccount");
        problem("\"voximplantServiceAccount\":\"no json\"", 400, "voximplantServiceAccount");
        problem("\"voximplantServiceAccount\":{\"account_id\":1}", 400, "voximplantServiceAccount");
        problem("\"voximplantAccountId\":\"1234567\",\"voximplantApiKey\":\"wrong\"", 422, "voximplantApiKey");
        problem("\"name\":\"without any\"", 422, "voximplantAccountId");
    }

    @Test
    void anApiKeyTakesThePlaceOfAServiceAccount() {
        var file = house.cloud().account().serviceAccount().file();
        var id = house.server()
                .post("/v1/phone-numbers", number("\"voximplantServiceAccount\":" + file), 201)
                .at("/data/id")
                .asText();
        var after = house.server()
                .patch(
                        "/v1/phone-numbers/" + id,
                        "{\"voximplantApiKey\":\"" + house.cloud().account().apiKey() + "\"}");
        assertThat(after.at("/data/voximplantKeyId").isNull()).isTrue();
    }

    @Test
    void theServersOwnAccountCarriesNumbersThatNameNone(@TempDir Path folder) throws IOException {
        house.close();
        house = VoximplantHouse.open();
        var file = folder.resolve("service-account.json");
        Files.writeString(file, house.cloud().account().serviceAccount().file());
        try (var server = TestServer.start(Map.of(
                "CHORUS_PUBLIC_URL", "https://chorus.example.com",
                "CHORUS_VOXIMPLANT_API_URL", house.cloud().apiUrl().toString(),
                "CHORUS_VOXIMPLANT_SERVICE_ACCOUNT", file.toString()))) {
            var made = server.post("/v1/phone-numbers", number("\"name\":\"x\""), 201);
            Patience.until(
                    "the number to be bound",
                    () -> house.cloud()
                            .account()
                            .number(VoximplantHouse.NUMBER)
                            .orElseThrow()
                            .rule()
                            .isPresent());
            assertThat(made.at("/data/voximplantAccountId").isNull()).isTrue();
        }
    }

    @Test
    void aTestLooksAtEverythingBetweenHereAndThere() {
        var id = house.numberFor("null", ",\"voximplantCallerId\":\"" + VoximplantHouse.NUMBER + "\"");
        var look = test(id);
        assertThat(look.path("verdict").asText()).isEqualTo("passed");
        assertThat(look.path("steps").findValuesAsText("check"))
                .containsExactly(
                        "our address for Voximplant",
                        "account and key at Voximplant",
                        "balance of the account",
                        "what the key may do",
                        "number in the account",
                        "where Voximplant leads its calls",
                        "scenario",
                        "caller id");
    }

    @Test
    void aTestNamesWhatIsWrongAndWhatToChange() {
        var id = house.numberFor("null", "");
        house.cloud().account().balance("0");
        house.cloud().account().number(VoximplantHouse.NUMBER).orElseThrow().unbind();
        house.cloud().account().scenarios().getFirst().becomes("// mine");
        var failed = test(id).path("steps")
                .valueStream()
                .filter(step -> step.path("verdict").asText().equals("failed"))
                .map(step -> step.path("check").asText())
                .toList();
        assertThat(failed).containsExactly("balance of the account", "where Voximplant leads its calls", "scenario");
    }

    @Test
    void aNumberIsBoughtForThePriceThatWasSeenAndOnlyOnce() {
        house.cloud().sale().sells(FOR_SALE, "+12175550178").price("1.15", "0.50");
        var id = house.numberFor("null", "");
        var offers = house.server()
                .get("/v1/phone-numbers/available?provider=voximplant&country=US&areaCode=217&like=" + id)
                .path("data");
        assertThat(offers).hasSize(2);
        assertThat(offers.get(0).path("number").asText()).isEqualTo(FOR_SALE);
        assertThat(offers.get(0).path("monthlyPrice").asText()).isEqualTo("1.15");
        assertThat(offers.get(0).path("setupPrice").asText()).isEqualTo("0.50");
        var order = "{\"provider\":\"voximplant\",\"number\":\"" + FOR_SALE + "\",\"country\":\"US\",\"like\":\"" + id
                + "\",\"monthlyPrice\":\"1.15\"";
        var asked = house.server().post("/v1/phone-numbers/provision", "k1", order + "}", 409);
        assertThat(asked.path("error").asText()).contains("1.15 USD a month and 0.50 USD once");
        assertThat(house.cloud().asked("AttachPhoneNumber")).isZero();
        house.cloud().troubles().loseAnswer("AttachPhoneNumber", 1);
        var bought = house.server().post("/v1/phone-numbers/provision", "k1", order + ",\"confirm\":true}", 201);
        house.server().post("/v1/phone-numbers/provision", "k1", order + ",\"confirm\":true}", 201);
        assertThat(house.cloud().asked("AttachPhoneNumber")).isEqualTo(1);
        var line = bought.at("/data/id").asText();
        awaitReady(line);
        house.server().post("/v1/phone-numbers/" + line + "/release", "{}", 409);
        house.server().post("/v1/phone-numbers/" + line + "/release", "{\"confirm\":true}", 204);
        assertThat(house.cloud().account().number(FOR_SALE).orElseThrow().isCanceled())
                .isTrue();
    }

    private JsonNode test(UUID id) {
        return house.server()
                .post("/v1/phone-numbers/" + id + "/test", "{}", 200)
                .path("data");
    }

    private void problem(String fields, int status, String field) {
        var answer = house.server().post("/v1/phone-numbers", number(fields), status);
        assertThat(answer.path("details").findValuesAsText("field")).contains(field);
    }

    private void awaitReady(String id) {
        Patience.until(
                "the line to be ready",
                () -> house.server()
                        .get("/v1/phone-numbers/" + id)
                        .at("/data/line/status")
                        .asText()
                        .equals("ready"));
    }

    private static String number(String fields) {
        return "{\"number\":\"" + VoximplantHouse.NUMBER + "\",\"provider\":\"voximplant\"," + fields + "}";
    }
}
