package chorus.interop;

import chorus.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/// The pages move by themselves, and do so again after the stream of events was lost.
class DashboardEventsTest {
    /// The first stream is asked for where there is none: the server refuses it.
    private static final String FIRST_STREAM_REFUSED = """
            const Real = window.EventSource;
            window.streams = 0;
            window.EventSource = class extends Real {
              constructor(url) {
                window.streams += 1;
                super(window.streams === 1 ? '/v1/nothing-here' : url);
              }
            };""";

    @Test
    void aRefusedStreamIsAskedForAgain() {
        try (var server = TestServer.start();
                var browser = Browser.at(server)) {
            browser.driver()
                    .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", FIRST_STREAM_REFUSED));
            browser.signIn(TestServer.key());
            browser.open("calls");

            browser.find(By.cssSelector(".live-on"));
            browser.complainsOnlyOf("the server responded with a status of 40", "EventSource");
        }
    }
}
