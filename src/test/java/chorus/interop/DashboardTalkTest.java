package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Sounds;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// Somebody talks to an agent with the browser's microphone, and hears it.
class DashboardTalkTest {
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    @Test
    void aFreshSystemLeadsToAHeardGreetingAndFromThereToANumberOfOnesOwn() {
        try (var server = TestServer.start(Map.of("CHORUS_DEMO", "on"));
                var browser = Browser.at(server)) {
            var began = System.nanoTime();
            browser.signIn(TestServer.key());
            browser.sees("First steps");
            browser.press("Talk to Demo agent");
            browser.press("Start talking");
            browser.sees("You are talking.");
            browser.find(By.cssSelector("[aria-label='Agent: sound']"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TWO_MINUTES);
            browser.picture("talk-during-light-1280");

            browser.press("Hang up");
            browser.sees("The call is over.");
            browser.press("Connect your own number");
            browser.sees("Add a number");
            browser.open("");
            browser.find(By.cssSelector(".steps li.done"));

            var call = server.callOnceOver();
            assertThat(call.path("provider").asText()).isEqualTo("browser");
            assertThat(call.path("status").asText()).isEqualTo("completed");
            browser.complainsOnlyOf();
        }
    }

    @Test
    void theMicrophoneIsHeardByTheAgentAndItsKeysToo() {
        try (var server = TestServer.start();
                var agent = FakeAgent.echoing()) {
            server.agentAt(agent.uri());
            try (var browser = Browser.signedIn(server, TestServer.key())) {
                browser.open("talk");
                browser.press("Start talking");
                browser.sees("You are talking.");

                assertThat(Sounds.loudness(agent.awaitHeard(Duration.ofSeconds(3))))
                        .isGreaterThan(100);
                browser.find(By.cssSelector("[aria-label='Agent: sound']"));
                browser.press("Key 5");
                agent.awaitDtmf('5');

                browser.press("Hang up");
                agent.awaitStop();
                browser.complainsOnlyOf();
            }
        }
    }
}
