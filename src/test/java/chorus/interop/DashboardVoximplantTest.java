package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.voximplant.VoximplantHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A number at Voximplant is connected in a browser, by the file of a service account.
class DashboardVoximplantTest {
    private VoximplantHouse house;
    private Browser browser;

    @BeforeEach
    void open() {
        house = VoximplantHouse.open();
        browser = Browser.signedIn(house.server(), TestServer.key());
    }

    @AfterEach
    void close() {
        browser.close();
        house.close();
    }

    @Test
    void theFileOfAServiceAccountConnectsTheNumber() {
        browser.open("numbers/add/voximplant");
        browser.settled();
        browser.fill("Phone number", VoximplantHouse.NUMBER);
        browser.fill("Service account", house.cloud().account().serviceAccount().file());
        browser.press("Connect the number");

        browser.sees(VoximplantHouse.NUMBER + " is connected.");
        browser.sees("come from application chorus of account 1234567 at Voximplant");
        assertThat(browser.said()).doesNotContain("PRIVATE KEY");
    }
}
