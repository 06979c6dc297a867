package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.twilio.Callee;
import chorus.fake.twilio.TwilioAccountDesk;
import chorus.fake.twilio.TwilioAccountServer;
import chorus.fake.twilio.TwilioCloud;
import chorus.fake.twilio.TwilioHouse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every request of ours to Twilio's REST API is what Twilio's own description of it allows.
class TwilioDescriptionTest {
    private static final String TARGET = "+12025550155";
    private static final String BOUGHT = "+12025550177";
    private static final String ACCOUNT =
            "\"twilioAccountSid\":\"" + Emulate.SID + "\",\"twilioAuthToken\":\"" + Emulate.TOKEN + "\"";

    /// In front of a stand-in that is not ours: found, pointed at us, put back, called from.
    @Test
    void connectsCallsFromAndPutsBackANumber() {
        try (var emulate = new Emulate();
                var prism = Prism.before("emulate", emulate.url());
                var agent = FakeAgent.quiet();
                var server = server(prism.url())) {
            var id = connected(server);
            assertThat(emulate.voiceUrl()).endsWith("/twilio/voice");
            var call = server.post(
                            "/v1/calls",
                            "{\"agentId\":\"" + server.agentAt(agent.uri()) + "\",\"phoneNumberId\":\"" + id
                                    + "\",\"to\":\"+12025550171\"}",
                            201)
                    .at("/data/id")
                    .asText();
            Patience.until("the call to be ordered", () -> !emulate.calls().isEmpty());
            server.post("/v1/calls/" + call + "/hangup", "{}", 202);
            Patience.until(
                    "the call to be taken back",
                    () -> emulate.calls().get(0).path("status").asText().matches("canceled|completed"));
            server.callOnceOver();
            server.delete("/v1/phone-numbers/" + id);
            Patience.until("the number as it was", () -> emulate.voiceUrl().equals(Emulate.BEFORE));
            assertThat(prism.objections()).isEmpty();
        }
    }

    /// In front of our own, which is so found to answer as Twilio does: looked for, bought, taken off its trunk,
    /// listed,
    /// given back.
    @Test
    void findsBuysAndReleasesNumbers() {
        var desk = new TwilioAccountDesk();
        var account = desk.account(Emulate.SID, Emulate.TOKEN);
        var trunk = "TK" + "1".repeat(32);
        var atTwilio = account.has(Emulate.NUMBER).set("TrunkSid", trunk).set("VoiceUrl", Emulate.BEFORE);
        account.couldBuy(BOUGHT);
        try (var twilio = new TwilioAccountServer(desk);
                var prism = Prism.before("desk", twilio.url());
                var server = server(prism.url())) {
            var id = connected(server);
            assertThat(atTwilio.setting("TrunkSid")).isEmpty();
            var offers = server.get("/v1/phone-numbers/available?country=US&areaCode=202&contains=55501");
            assertThat(offers.at("/data/0/number").asText()).isEqualTo(BOUGHT);
            server.get("/v1/phone-numbers/available?country=US&type=toll_free");
            server.get("/v1/phone-numbers/available?country=GB&type=mobile");
            var bought = server.post(
                            "/v1/phone-numbers/provision",
                            "key",
                            "{\"number\":\"" + BOUGHT
                                    + "\",\"country\":\"US\",\"confirm\":true,\"monthlyPrice\":\"1.15\"}",
                            201)
                    .at("/data/id")
                    .asText();
            awaitReady(server, bought);
            server.post("/v1/phone-numbers/" + bought + "/release", "{\"confirm\":true}", 204);
            assertThat(account.numbers()).hasSize(1);
            server.delete("/v1/phone-numbers/" + id);
            Patience.until(
                    "the number on its trunk",
                    () -> atTwilio.setting("TrunkSid").equals(trunk));
            assertThat(prism.objections()).isEmpty();
        }
    }

    /// In front of the one that carries calls out: who answers is judged, the call handed over, Twilio asked who talks
    /// with
    /// whom, and what became of a stream that broke off.
    @Test
    void handsOverAndAsksAboutCalls() {
        var cloud = TwilioCloud.start();
        try (var prism = Prism.before("cloud", cloud.apiUrl());
                var agent = FakeAgent.quiet();
                var house = TwilioHouse.open(
                        cloud, Map.of("CHORUS_TWILIO_API_URL", prism.url().toString()))) {
            var number = house.answeredBy(agent.uri());
            house.server().patch("/v1/phone-numbers/" + number, "{\"ringTimeoutSeconds\":5}");
            cloud.news(TwilioCloud.News.ANSWER_LOST).callee(TARGET, Callee.talking(Duration.ofSeconds(20)));
            var agentId = house.server().get("/v1/agents").at("/data/0/id").asText();
            house.server()
                    .post(
                            "/v1/calls",
                            "{\"agentId\":\"" + agentId + "\",\"phoneNumberId\":\"" + number
                                    + "\",\"to\":\"+12025550171\",\"detectMachine\":true}",
                            201);
            agent.await("answeredBy", _ -> true);
            agent.transfer(TARGET);
            assertThat(agent.awaitTransferOutcome().at("/transfer/status").asText())
                    .isEqualTo("completed");
            cloud.news(TwilioCloud.News.LAST_LOST);
            var second = house.rings();
            Patience.until(
                    "the second conversation", () -> agent.conversations().size() == 2);
            agent.sayTone(Duration.ofMillis(200));
            second.stream().awaitHeard(Duration.ofMillis(100));
            second.stream().vanishes();
            Patience.until("Twilio to be asked", () -> cloud.desk().looks() == 1);
            assertThat(prism.objections()).isEmpty();
        }
    }

    private static TestServer server(URI api) {
        var port = TwilioHouse.freePort();
        return TestServer.start(Map.of(
                "CHORUS_HTTP_PORT", String.valueOf(port),
                "CHORUS_PUBLIC_URL", "http://127.0.0.1:" + port,
                "CHORUS_TWILIO_API_URL", api.toString()));
    }

    private static String connected(TestServer server) {
        var id = server.post("/v1/phone-numbers", "{\"number\":\"" + Emulate.NUMBER + "\"," + ACCOUNT + "}", 201)
                .at("/data/id")
                .asText();
        awaitReady(server, id);
        return id;
    }

    private static void awaitReady(TestServer server, String id) {
        Patience.until(
                "the line to be ready",
                () -> server.get("/v1/phone-numbers/" + id)
                        .at("/data/line/status")
                        .asText()
                        .equals("ready"));
    }
}
