package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.twilio.TwilioAccountDesk;
import chorus.fake.twilio.TwilioAccountServer;
import chorus.phonebook.Trunk;
import chorus.provider.Form;
import chorus.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is asked of Twilio's REST API twice, and what never is.
class TwilioRestTest {
    private static final String ORDER = "POST /IncomingPhoneNumbers.json";
    private static final TwilioRequest BUY =
            TwilioRequest.create("/IncomingPhoneNumbers.json", Form.empty().with("PhoneNumber", TwilioStage.NUMBER));
    private static final TwilioRequest READ = TwilioRequest.get(".json", Form.empty());

    private final TwilioAccountDesk desk = new TwilioAccountDesk();
    private final TwilioAccountServer server = new TwilioAccountServer(desk);
    private final TwilioRest rest = new TwilioRest(Optional.of(server.url()));

    @BeforeEach
    void putOnTheShelf() {
        desk.account(TwilioStage.SID, TwilioStage.TOKEN).couldBuy(TwilioStage.NUMBER);
    }

    @AfterEach
    void close() {
        rest.close();
        server.close();
    }

    @Test
    void neverOrdersAgainWhenNobodyKnowsWhetherItWasDone() {
        desk.hangUp(ORDER, true, 1);
        assertThat(asked(BUY))
                .isInstanceOfSatisfying(
                        TwilioAnswer.Unavailable.class,
                        failed -> assertThat(failed.perhapsDone()).isTrue());
        desk.refuse(ORDER, 500, 20500, "Internal", 1);
        asked(BUY);
        assertThat(desk.asked(ORDER)).isEqualTo(2);
    }

    @Test
    void ordersAgainWhatTwilioHadNoTimeFor() {
        desk.refuse(ORDER, 429, 20429, "Too many requests", 2);
        assertThat(asked(BUY)).isInstanceOf(TwilioAnswer.Done.class);
        assertThat(desk.asked(ORDER)).isEqualTo(3);
    }

    @Test
    void readsAgainWhateverWentWrong() {
        desk.refuse("GET .*", 503, 20503, "Service unavailable", 1);
        desk.hangUp("GET .*", false, 1);
        assertThat(asked(READ)).isInstanceOf(TwilioAnswer.Done.class);
    }

    @Test
    void doesNotAskAgainWhatWasRefused() {
        desk.refuse("GET .*", 400, 21212, "Invalid\n'From'", 1);
        assertThat(asked(READ)).isEqualTo(new TwilioAnswer.Refused(400, 21212, "Invalid 'From'"));
        assertThat(desk.asked()).hasSize(1);
    }

    @Test
    void staysWithinTheTimeItIsGiven() {
        desk.breakDown();
        var began = System.nanoTime();
        assertThat(rest.ask(account(Optional.empty()), READ, Duration.ofMillis(300)))
                .isInstanceOf(TwilioAnswer.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void takesWhatIsNotTwiliosForNoAnswer() {
        assertThat(RestReply.of(200, "<html>hello</html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(TwilioAnswer.Unavailable.class);
        assertThat(RestReply.of(403, "{\"error\":\"proxy\"}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(TwilioAnswer.Unavailable.class, failed -> {
                    assertThat(failed.why()).contains("CHORUS_TWILIO_API_URL");
                    assertThat(failed.perhapsDone()).isFalse();
                });
    }

    @Test
    void asksInTheRegionOfTheAccountThroughItsEdge() {
        var at = new RestAddress(Optional.empty());
        var irish = account(Optional.of(new Trunk.TwilioRegion("ie1", "dublin")));
        assertThat(at.of(irish, READ).toString())
                .isEqualTo("https://api.dublin.ie1.twilio.com/2010-04-01/Accounts/" + TwilioStage.SID + ".json");
        var number = Form.empty().with("PhoneNumber", "+12025550100");
        assertThat(at.of(account(Optional.empty()), TwilioRequest.get("/IncomingPhoneNumbers.json", number)))
                .isEqualTo(URI.create("https://api.twilio.com/2010-04-01/Accounts/" + TwilioStage.SID
                        + "/IncomingPhoneNumbers.json?PhoneNumber=%2B12025550100"));
        assertThat(at.of(account(Optional.empty()), TwilioRequest.prices("US")).toString())
                .isEqualTo("https://pricing.twilio.com/v1/PhoneNumbers/Countries/US");
    }

    private TwilioAnswer asked(TwilioRequest request) {
        return rest.ask(account(Optional.empty()), request);
    }

    private static Trunk.Twilio account(Optional<Trunk.TwilioRegion> region) {
        return new Trunk.Twilio(
                TwilioStage.SID, Secret.of(TwilioStage.TOKEN), Optional.empty(), Optional.empty(), region);
    }
}
