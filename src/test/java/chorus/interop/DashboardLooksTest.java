package chorus.interop;

import chorus.TestServer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import java.util.List;

/// Every page as it looks: narrow and wide, light and dark, kept as pictures; none keeps people with a disability out.
class DashboardLooksTest {
    private static TestServer server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        server = TestServer.start(Map.of("CHORUS_DEMO", "on"));
        var agent = server.agent("{\"name\":\"Reception\",\"agentGreeting\":\"Hello {{customer_name}}!\"}");
        server.numberFor("+12025550150", agent);
        browser = Browser.signedIn(server, TestServer.key());
    }

    @AfterAll
    static void close() {
        browser.close();
        server.close();
    }

    @TestFactory
    List<DynamicTest> everyPage() {
        var pages = new LinkedHashMap<String, String>();
        pages.put("overview", "");
        pages.put("calls", "calls");
        pages.put("numbers", "numbers");
        pages.put("numbers-add", "numbers/add");
        pages.put("numbers-add-twilio", "numbers/add/twilio");
        pages.put("numbers-add-registration", "numbers/add/registration");
        pages.put("numbers-add-allowlist", "numbers/add/ip-allowlist");
        pages.put("numbers-add-voximplant", "numbers/add/voximplant");
        pages.put("numbers-buy", "numbers/buy");
        pages.put("agents", "agents");
        pages.put("agents-new", "agents/new");
        pages.put("organization", "organization");
        pages.put("organization-balance", "organization/balance");
        pages.put("organization-keys", "organization/keys");
        pages.put("organization-webhooks", "organization/webhooks");
        return pages.entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> look(page.getKey(), page.getValue())))
                .toList();
    }

    private static void look(String name, String address) {
        browser.open(address);
        browser.settled();
        for (var scheme : List.of("light", "dark")) {
            browser.coloured(scheme);
            for (var width : List.of(360, 1280)) {
                browser.sized(width, 900);
                browser.settled();
                browser.picture(name + "-" + scheme + "-" + width);
                Axe.findsNothingSerious(browser.driver(), name + " " + scheme + " " + width);
            }
        }
        browser.complainsOnlyOf();
    }
}
