package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// Numbers are added in a browser, by a form for each way of connecting them; what the server finds wrong stands at its
/// field.
class DashboardNumbersTest {
    private static final String REFUSED = "the server responded with a status of 4";

    private static TestServer server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        server = TestServer.start();
        server.agent("{\"name\":\"Reception\"}");
        browser = Browser.signedIn(server, TestServer.key());
    }

    @AfterAll
    static void close() {
        browser.complainsOnlyOf(REFUSED);
        browser.close();
        server.close();
    }

    @Test
    void aRegistrationAsksForTheAccountAndShowsWhatIsMissingAtItsField() {
        adding("SIP registration");
        browser.fill("Phone number or extension", "+12025550161");
        browser.press("Connect the number");

        browser.seesProblemAt("Registrar", "Is required");
        assertThat(browser.problemAt("User name")).contains("required");
        assertThat(browser.problemAt("Password")).contains("required");
        assertThat(browser.said()).doesNotContain("Account SID").doesNotContain("Address that calls come from");

        browser.fill("Registrar", "127.0.0.1");
        browser.fill("User name", "4711");
        browser.fill("Password", "a-secret-password");
        browser.press("Connect the number");

        browser.sees("+12025550161 is connected.");
        var stored = server.get("/v1/phone-numbers").path("data").get(0);
        assertThat(stored.path("sipMode").asText()).isEqualTo("registration");
        assertThat(stored.path("sipUsername").asText()).isEqualTo("4711");
        assertThat(browser.said()).doesNotContain("a-secret-password");
    }

    @Test
    void anAllowlistAsksForAnAddressAndRefusesAHostName() {
        adding("SIP IP allowlist");
        browser.fill("Phone number or extension", "+12025550162");
        browser.fill("Address that calls come from", "pbx.example.com");
        browser.choose("Answered by", "Reception");
        browser.press("Connect the number");

        browser.seesProblemAt("Address that calls come from", "address");

        browser.fill("Address that calls come from", "192.0.2.10");
        browser.press("Connect the number");

        browser.sees("Calls from 192.0.2.10");
        browser.sees("ready");
    }

    @Test
    void twilioAsksForTwoCredentialsAndSaysWhichOneIsMalformed() {
        adding("Twilio");
        browser.fill("Phone number", "+12025550163");
        browser.fill("Account SID", "AC123");
        browser.fill("Auth Token", "short");
        browser.press("Connect the number");

        browser.seesProblemAt("Account SID", "AC");
        assertThat(browser.said()).contains("CHORUS_PUBLIC_URL").doesNotContain("Registrar");
    }

    @Test
    void voximplantAsksForAServiceAccountAndSaysWhatIsNone() {
        adding("Voximplant");
        browser.press("Connect the number");
        browser.seesProblemAt("Phone number", "required");

        browser.fill("Phone number", "+12025550164");
        browser.fill("Service account", "not the file");
        browser.press("Connect the number");

        browser.seesProblemAt("Service account", "Must be the JSON file");
        assertThat(browser.said()).doesNotContain("Auth Token").doesNotContain("Registrar");
    }

    @Test
    void theAgentIsAssignedWhereItIsRead() {
        server.numberWithoutAgent("+12025550165");
        browser.open("numbers");
        browser.choose("Who answers +12025550165", "Reception");

        browser.sees("Reception answers +12025550165 now.");
        assertThat(server.get("/v1/phone-numbers").path("data").valueStream())
                .anyMatch(number -> number.path("number").asText().equals("+12025550165")
                        && !number.path("agentId").isNull());
    }

    @Test
    void theLineIsTestedAndReadAsACheckList() {
        var number = server.numberWithoutAgent("+12025550166");
        browser.open("numbers/" + number + "/test");
        browser.press("Test now");

        browser.sees("Tested");
        assertThat(browser.driver().findElements(By.cssSelector(".checks li"))).isNotEmpty();
    }

    @Test
    void whatToSetUpOnTheFarSideIsThereToCopy() {
        var number = server.numberWithoutAgent("+12025550167");
        browser.open("numbers/" + number + "/far-side");

        browser.sees("sip:+12025550167@127.0.0.1:" + server.sipPort());
        browser.sees("20000-29999");
        browser.press("Copy Call us at");
        browser.sees("Copied");
    }

    private static void adding(String way) {
        browser.open("numbers/add");
        browser.find(By.xpath("//a[strong='" + way + "']")).click();
        browser.find(By.xpath("//h2[.='" + way + "']"));
        browser.settled();
    }
}
