package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.SipPhone;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls appear by themselves, say why they went as they went, and can be acted on.
class DashboardCallsTest {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardCallsTest.class);
    private static final String NUMBER = "+12025550111";
    private static final int MANY = 100_000;

    /// Loose, for the machine may be busy.
    private static final Duration SOON = Duration.ofSeconds(5);

    private static TestServer server;
    private static FakeAgent agent;
    private static Browser browser;

    @BeforeAll
    static void open() {
        server = TestServer.start();
        agent = FakeAgent.quiet();
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
        server.numberWithoutAgent("+12025550112");
        browser = Browser.signedIn(server, TestServer.key());
    }

    @AfterAll
    static void close() {
        browser.complainsOnlyOf();
        browser.close();
        server.close();
        agent.close();
    }

    @Test
    void aCallAppearsMovesAndIsHungUpFromHere() {
        browser.open("calls");
        browser.sees("live");
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.named("+12025550191").connectsTo(NUMBER);
            browser.sees("+12025550191");
            browser.sees("in-progress");
            agent.transcribe("agent", "Good morning, this is the reception.");
            browser.find(By.partialLinkText("+12025550191")).click();
            browser.sees("Call from +12025550191");
            browser.press("Hang up");
            phone.waitsForBye();
        }

        browser.sees("completed");
        browser.sees("Good morning, this is the reception.");
        browser.sees("Timeline");
    }

    @Test
    void keysArePressedInALiveCall() {
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.named("+12025550192").connectsTo(NUMBER);
            var call = server.awaitCall(one -> one.path("status").asText().equals("in-progress"));
            browser.open("calls/" + call.path("id").asText());
            browser.press("Press keys");
            browser.fill("Keys", "42#");
            browser.press("Press");

            browser.sees("Pressed.");
            phone.sound().hearsKeys("42#");
            phone.hangsUp();
        }
    }

    @Test
    void anAdminListensToALiveCallAndItIsWrittenDown() {
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.named("+12025550194").connectsTo(NUMBER);
            var call = server.awaitCall(one -> one.path("status").asText().equals("in-progress"));
            browser.open("calls/" + call.path("id").asText());
            browser.press("Listen");
            phone.sound().saysTone(440, Duration.ofSeconds(20));
            browser.find(By.cssSelector("[aria-label='Call: sound']"));
            browser.press("Stop listening");
            phone.hangsUp();
        }
        browser.open("organization/audit");
        browser.sees("listen to call");
    }

    @Test
    void aRefusedCallTellsItsStoryAndItsMessages() {
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.named("+12025550193").calls("+12025550112").waitsFor(480);
        }
        var call = server.awaitCall(one -> one.path("customerNumber").asText().equals("+12025550193"));
        browser.open("calls/" + call.path("id").asText() + "/why");

        browser.sees("agent assigned");
        browser.sees("This decided.");
        browser.sees("What to change");
        browser.press("SIP messages");
        browser.sees("INVITE sip:+12025550112");
        browser.find(By.xpath("//summary[contains(., 'SIP/2.0 480')]")).click();
        browser.sees("Call-ID:");
    }

    @Test
    void theListIsNarrowedAndTheAddressKeepsHow() {
        browser.open("calls?direction=outbound");
        browser.sees("No calls like that");
        assertThat(browser.driver().getCurrentUrl()).endsWith("direction=outbound");
    }

    @Test
    void aHundredThousandCallsAreLeafedThroughWithoutAPause() {
        try (var busy = TestServer.start()) {
            busy.remembers(MANY, Duration.ofSeconds(8));
            try (var person = Browser.signedIn(busy, TestServer.key())) {
                person.open("calls");
                person.sees("1 to 50 of 100,000");
                for (var step : List.of("Older:51 to 100", "Last:99,951 to 100,000", "Newer:99,901 to 99,950")) {
                    var parts = step.split(":", 2);
                    var began = System.nanoTime();
                    person.press(parts[0]);
                    person.sees(parts[1] + " of 100,000");
                    var took = Duration.ofNanos(System.nanoTime() - began);
                    LOG.info("100,000 calls, {}: {} ms.", parts[0], took.toMillis());
                    assertThat(took).isLessThan(SOON);
                }
                person.fill("Search", "+14155000077");
                person.find(By.name("search")).sendKeys(Keys.ENTER);
                person.sees("1 in all.");
            }
        }
    }
}
