package chorus.interop;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.SipPhone;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every page as it looks: narrow and wide, light and dark, kept as pictures; none keeps people with a disability out.
class DashboardLooksTest {
    private static final String NUMBER = "+12025550150";

    private static TestServer server;
    private static FakeAgent agent;
    private static Browser browser;
    private static final Map<String, String> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void open() {
        server = TestServer.start(Map.of("CHORUS_PRIVATE_WEBHOOKS", "allow"));
        server.remembers(600, Duration.ofSeconds(140));
        agent = FakeAgent.echoing();
        var reception = server.agent("""
                {"name": "Reception", "agentGreeting": "Hello {{customer_name}}!", "agentGreetingEnabled": true,
                 "postCallWebhookUrl": "http://127.0.0.1:9/calls", "runtime": {"type": "websocket", "url": "%s"}}
                """.formatted(agent.uri()));
        server.agent("{\"name\":\"Demo agent\"}");
        var number = server.numberFor(NUMBER, reception);
        server.numberWithoutAgent("+12025550151");
        server.post("/v1/phone-numbers", """
                {"name": "Front desk", "number": "4711", "provider": "sip", "sipProxy": "127.0.0.1", "sipPort": 9,
                 "sipUsername": "4711", "sipPassword": "a-long-password"}""", 201);
        server.post("/v1/phone-numbers/" + number + "/test", "{}", 200);
        pages(conversation(), refused(), number.toString(), reception.toString());
        browser = Browser.signedIn(server, TestServer.key());
    }

    @AfterAll
    static void close() {
        browser.close();
        server.close();
        agent.close();
    }

    @TestFactory
    List<DynamicTest> everyPage() {
        return PAGES.entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> look(page.getKey(), page.getValue())))
                .toList();
    }

    @Test
    void theWayIn() {
        try (var stranger = Browser.at(server)) {
            stranger.open("");
            pictures(stranger, "sign-in");
            stranger.complainsOnlyOf();
        }
    }

    private static void pages(String call, String refused, String number, String reception) {
        PAGES.put("overview", "");
        PAGES.put("calls", "calls");
        PAGES.put("call", "calls/" + call);
        PAGES.put("call-messages", "calls/" + call + "/messages");
        PAGES.put("call-quality", "calls/" + call + "/quality");
        PAGES.put("call-why", "calls/" + refused + "/why");
        PAGES.put("numbers", "numbers");
        PAGES.put("number", "numbers/" + number);
        PAGES.put("number-test", "numbers/" + number + "/test");
        PAGES.put("number-far-side", "numbers/" + number + "/far-side");
        PAGES.put("number-settings", "numbers/" + number + "/settings");
        PAGES.put("numbers-add", "numbers/add");
        PAGES.put("numbers-add-twilio", "numbers/add/twilio");
        PAGES.put("numbers-add-registration", "numbers/add/registration");
        PAGES.put("numbers-add-allowlist", "numbers/add/ip-allowlist");
        PAGES.put("numbers-add-voximplant", "numbers/add/voximplant");
        PAGES.put("numbers-buy", "numbers/buy");
        PAGES.put("agents", "agents");
        PAGES.put("agent", "agents/" + reception);
        PAGES.put("agents-new", "agents/new");
        PAGES.put("talk", "talk");
        PAGES.put("talk-place", "talk/place");
        PAGES.put("organization", "organization");
        PAGES.put("organization-balance", "organization/balance");
        PAGES.put("organization-keys", "organization/keys");
        PAGES.put("organization-webhooks", "organization/webhooks");
        PAGES.put("organization-audit", "organization/audit");
    }

    /// A call with something said, keys and a transcript; its id.
    private static String conversation() {
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.named("+12025550191").connectsTo(NUMBER);
            agent.transcribe("agent", "Good morning, this is the reception. How can I help?");
            phone.sound().saysTone(440, Duration.ofMillis(900)).saysNothing(Duration.ofMillis(600));
            phone.sound().presses("2").saysTone(600, Duration.ofMillis(500)).hearsSound();
            agent.transcribe("user", "I would like to move my appointment to Thursday, if that is possible.");
            agent.awaitHeard(Duration.ofMillis(2500));
            phone.hangsUp();
        }
        return server.callOnceOver().path("id").asText();
    }

    private static String refused() {
        try (var phone = new SipPhone(server.sipAddress())) {
            phone.named("+12025550193").calls("+12025550151").waitsFor(480);
        }
        return server.awaitCall(call -> call.path("customerNumber").asText().equals("+12025550193"))
                .path("id")
                .asText();
    }

    private static void look(String name, String address) {
        browser.open(address);
        pictures(browser, name);
        browser.complainsOnlyOf();
    }

    private static void pictures(Browser browser, String name) {
        for (var scheme : List.of("light", "dark")) {
            browser.coloured(scheme);
            for (var width : List.of(360, 1280)) {
                browser.sized(width, 900);
                browser.settled();
                browser.picture(name + "-" + scheme + "-" + width);
                Axe.findsNothingSerious(browser.driver(), name + " " + scheme + " " + width);
            }
        }
    }
}
