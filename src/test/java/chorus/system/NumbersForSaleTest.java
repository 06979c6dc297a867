package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.Patience;
import chorus.fake.twilio.TwilioAccount;
import chorus.fake.twilio.TwilioAccountDesk;
import chorus.fake.twilio.TwilioAccountServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Numbers are looked for at Twilio, bought once, and given back, through the API of a whole server.
class NumbersForSaleTest {
    private static final String SID = "AC" + "a".repeat(32);
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String WANTED = "+12025550177";
    private static final String BUY = "POST /IncomingPhoneNumbers.json";
    private static final String ACCOUNT = ",\"twilioAccountSid\":\"" + SID + "\",\"twilioAuthToken\":\"" + TOKEN + "\"";
    private static final String CONFIRMED = ",\"confirm\":true,\"monthlyPrice\":\"1.15\"";

    private final TwilioAccountDesk desk = new TwilioAccountDesk();
    private final TwilioAccount account = desk.account(SID, TOKEN);
    private final TwilioAccountServer twilio = new TwilioAccountServer(desk);
    private final TestServer server = TestServer.start(Map.of(
            "CHORUS_PUBLIC_URL",
            "https://chorus.example.com",
            "CHORUS_TWILIO_API_URL",
            twilio.url().toString()));

    @BeforeEach
    void putOnTheShelf() {
        account.couldBuy("+12025550177", "+12025550178", "+13125550100");
    }

    @AfterEach
    void stop() {
        server.close();
        twilio.close();
    }

    @Test
    void findsNumbersWithTheirPriceInTheOnlyAccountThereIs() {
        account.has("+12025550100");
        connect("+12025550100", 201);
        var found = server.get("/v1/phone-numbers/available?provider=twilio&country=US&areaCode=202")
                .path("data");
        assertThat(found.findValuesAsText("number")).containsExactly("+12025550177", "+12025550178");
        assertThat(found.findValuesAsText("monthlyPrice")).containsExactly("1.15", "1.15");
        assertThat(found.get(0).path("currency").asText()).isEqualTo("USD");
    }

    @Test
    void buysNothingUnlessConfirmedAndTellsThePrice() {
        var answer = order("k1", ACCOUNT, 409);
        assertThat(answer.path("error").asText()).contains("Nothing was bought", "1.15 USD a month");
        assertThat(answer.at("/price/monthlyPrice").asText()).isEqualTo("1.15");
        assertThat(desk.asked(BUY)).isZero();
    }

    @Test
    void buysNothingForAnotherPriceThanWasSeen() {
        desk.price("9.99");
        var answer = order("k1", ACCOUNT + CONFIRMED, 409);
        assertThat(answer.at("/details/0/message").asText()).isEqualTo("must be 9.99");
        assertThat(desk.asked(BUY)).isZero();
        assertThat(server.get("/v1/phone-numbers").path("data")).isEmpty();
    }

    @Test
    void buysAndConnectsInOneStep() {
        var made = order("k1", ACCOUNT + CONFIRMED, 201).path("data");
        assertThat(account.numbers().getFirst().setting("VoiceUrl"))
                .isEqualTo("https://chorus.example.com/twilio/voice");
        awaitReady(made.path("id").asText());
        server.delete("/v1/phone-numbers/" + made.path("id").asText());
        Patience.until(
                "the number to be nobody's",
                () -> account.numbers().getFirst().setting("VoiceUrl").isEmpty());
    }

    @Test
    void buysOnceHoweverOftenTheSameKeyIsSent() {
        var first = order("k1", ACCOUNT + CONFIRMED, 201).at("/data/id").asText();
        assertThat(order("k1", ACCOUNT + CONFIRMED, 201).at("/data/id").asText())
                .isEqualTo(first);
        assertThat(desk.asked(BUY)).isEqualTo(1);
        var other = "{\"number\":\"+12025550178\",\"country\":\"US\"" + ACCOUNT + CONFIRMED + "}";
        assertThat(server.post("/v1/phone-numbers/provision", "k1", other, 409)
                        .path("error")
                        .asText())
                .contains("used for another order");
    }

    @Test
    void noticesThatItWasBoughtThoughTheAnswerGotLost() {
        desk.hangUp(BUY, true, 1);
        order("k1", ACCOUNT + CONFIRMED, 201);
        assertThat(desk.asked(BUY)).isEqualTo(1);
        assertThat(account.numbers()).hasSize(1);
    }

    @Test
    void goesOnWhereItStoppedWhenTwilioWasAwayInTheMiddle() {
        desk.breakDownOnce(BUY);
        var answer = order("k1", ACCOUNT + CONFIRMED, 503);
        assertThat(answer.path("error").asText()).contains("not known whether", "same Idempotency-Key");
        desk.recover();
        order("k1", ACCOUNT + CONFIRMED, 201);
        assertThat(desk.asked(BUY)).isEqualTo(1);
        assertThat(account.numbers()).hasSize(1);
    }

    @Test
    void storesNothingThatTwilioDoesNotSell() {
        desk.refuse(BUY, 400, 21422, WANTED + " is not available", 1);
        var answer = order("k1", ACCOUNT + CONFIRMED, 422);
        assertThat(answer.at("/details/0/message").asText()).contains("21422");
        assertThat(server.get("/v1/phone-numbers").path("data")).isEmpty();
    }

    @Test
    void spendsNothingOnANumberWhoseAgentIsUnknown() {
        order("k1", ACCOUNT + CONFIRMED + ",\"agentId\":\"5d0c7c1e-6f43-4c6e-8a0e-2b9f6f3b7a10\"", 400);
        assertThat(desk.asked(BUY)).isZero();
    }

    @Test
    void givesANumberBackOnlyWhenConfirmed() {
        var id = order("k1", ACCOUNT + CONFIRMED, 201).at("/data/id").asText();
        server.post("/v1/phone-numbers/" + id + "/release", "{}", 409);
        assertThat(account.numbers()).hasSize(1);
        server.post("/v1/phone-numbers/" + id + "/release", "{\"confirm\":true}", 204);
        assertThat(account.numbers()).isEmpty();
        assertThat(server.get("/v1/phone-numbers").path("data")).isEmpty();
    }

    @Test
    void refusesCredentialsAtTheFieldBeforeAnythingIsStored() {
        account.has("+12025550100");
        var answer = server.post(
                "/v1/phone-numbers",
                "{\"number\":\"+12025550100\",\"twilioAccountSid\":\"" + SID + "\",\"twilioAuthToken\":\"wrong\"}",
                422);
        assertThat(answer.at("/details/0/field").asText()).isEqualTo("twilioAuthToken");
        assertThat(server.get("/v1/phone-numbers").path("data")).isEmpty();
    }

    @Test
    void storesANumberWhileTwilioIsAwayAndConnectsItLater() {
        account.has("+12025550100");
        desk.breakDown();
        var id = connect("+12025550100", 201).at("/data/id").asText();
        assertThat(server.get("/v1/phone-numbers/" + id).at("/data/line/status").asText())
                .isEqualTo("connecting");
        desk.recover();
        awaitReady(id);
    }

    @Test
    void repairsALineWhenAsked() {
        var atTwilio = account.has("+12025550100");
        var id = connect("+12025550100", 201).at("/data/id").asText();
        awaitReady(id);
        atTwilio.set("VoiceUrl", "https://other.example.com/voice");
        var repaired = server.post("/v1/phone-numbers/" + id + "/repair", "{}", 200);
        assertThat(repaired.at("/data/line/status").asText()).isEqualTo("ready");
        assertThat(atTwilio.setting("VoiceUrl")).isEqualTo("https://chorus.example.com/twilio/voice");
    }

    private JsonNode order(String key, String more, int expected) {
        return server.post(
                "/v1/phone-numbers/provision",
                key,
                "{\"number\":\"" + WANTED + "\",\"country\":\"US\"" + more + "}",
                expected);
    }

    private JsonNode connect(String number, int expected) {
        return server.post("/v1/phone-numbers", "{\"number\":\"" + number + "\"" + ACCOUNT + "}", expected);
    }

    private void awaitReady(String id) {
        Patience.until(
                "the line to be ready",
                () -> server.get("/v1/phone-numbers/" + id)
                        .at("/data/line/status")
                        .asText()
                        .equals("ready"));
    }
}
