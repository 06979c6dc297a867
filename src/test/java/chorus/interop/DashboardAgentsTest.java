package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// Agents are made for each runtime, tested and heard.
class DashboardAgentsTest {
    private static final String REFUSED = "the server responded with a status of 4";

    private static TestServer server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        server = TestServer.start();
        browser = Browser.signedIn(server, TestServer.key());
    }

    @AfterAll
    static void close() {
        browser.complainsOnlyOf(REFUSED);
        browser.close();
        server.close();
    }

    @Test
    void aWebSocketAgentWantsAnAddressAndItsHeadersStaySecret() {
        browser.open("agents/new");
        browser.settled();
        browser.find(By.cssSelector("input[value=websocket]")).click();
        browser.fill("Name", "Reception");
        browser.fill("Address", "http://agents.example.com");
        browser.press("Create the agent");
        browser.seesProblemAt("Address", "ws");

        browser.fill("Address", "wss://agents.example.com/reception");
        browser.fill("Headers", "Authorization: Bearer a-long-token");
        browser.press("Create the agent");

        browser.sees("Reception is ready.");
        var stored = server.get("/v1/agents").path("data").get(0);
        assertThat(stored.at("/runtime/headers/0").asText()).isEqualTo("Authorization");
        assertThat(browser.driver().getPageSource()).doesNotContain("a-long-token");
    }

    @Test
    void theConnectionIsTestedAndSaysWhyItFails() {
        try (var agent = FakeAgent.refusing(403)) {
            var id = server.agentAt(agent.uri());
            browser.open("agents/" + id);
            browser.press("Test the connection");

            browser.sees("Not connected");
        }
    }

    @Test
    void theGreetingIsHeardWithoutAMicrophone() {
        try (var agent = FakeAgent.talking(Duration.ofSeconds(5))) {
            var id = server.agentAt(agent.uri());
            browser.open("agents/" + id);
            browser.press("Test the connection");
            browser.sees("Connected");
            browser.press("Hear the greeting");
            browser.find(By.cssSelector("[aria-label='Agent: sound']"));
            browser.press("Stop listening");
            browser.sees("Hear the greeting");
        }
    }
}
