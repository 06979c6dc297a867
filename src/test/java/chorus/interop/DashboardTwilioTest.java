package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.twilio.TwilioAccount;
import chorus.fake.twilio.TwilioAccountDesk;
import chorus.fake.twilio.TwilioAccountServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// Numbers at Twilio are connected and bought in a browser; what Twilio refuses stands at its field.
class DashboardTwilioTest {
    private static final String SID = "AC" + "a".repeat(32);
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String REFUSED = "the server responded with a status of 4";

    private static final TwilioAccountDesk DESK = new TwilioAccountDesk();
    private static final TwilioAccount ACCOUNT = DESK.account(SID, TOKEN);

    private static TwilioAccountServer twilio;
    private static TestServer server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        twilio = new TwilioAccountServer(DESK);
        server = TestServer.start(Map.of(
                "CHORUS_PUBLIC_URL",
                "https://chorus.example.com",
                "CHORUS_TWILIO_API_URL",
                twilio.url().toString()));
        ACCOUNT.has("+12025550100");
        ACCOUNT.couldBuy("+12025550177");
        browser = Browser.signedIn(server, TestServer.key());
    }

    @AfterAll
    static void close() {
        browser.complainsOnlyOf(REFUSED);
        browser.close();
        server.close();
        twilio.close();
    }

    @Test
    void whatTwilioRefusesStandsAtItsField() {
        browser.open("numbers/add/twilio");
        browser.settled();
        browser.fill("Phone number", "+12025550100");
        browser.fill("Account SID", SID);
        browser.fill("Auth Token", "f".repeat(32));
        browser.press("Connect the number");
        browser.find(By.cssSelector("[aria-invalid=true]"));
        assertThat(browser.problemAt("Auth Token")).isNotEmpty();

        browser.fill("Auth Token", TOKEN);
        browser.press("Connect the number");

        browser.sees("+12025550100 is connected.");
        browser.press("Far side");
        browser.sees("https://chorus.example.com/twilio/voice");
    }

    @Test
    void aNumberIsLookedForPricedConfirmedAndBought() {
        browser.open("numbers/buy");
        browser.settled();
        browser.press("More settings");
        browser.fill("Account SID", SID);
        browser.fill("Auth Token", TOKEN);
        browser.fill("Area code", "202");
        browser.press("Search");
        browser.sees("1.15 USD");
        browser.press("Choose +12025550177");
        browser.sees("Buy +12025550177?");
        assertThat(DESK.asked("POST /IncomingPhoneNumbers.json")).isZero();
        browser.press("Buy for 1.15 USD a month");

        browser.sees("+12025550177 is yours.");
        assertThat(DESK.asked("POST /IncomingPhoneNumbers.json")).isEqualTo(1);
    }
}
