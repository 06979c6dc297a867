package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A softphone and a whole server, both registered at somebody else's registrar over TLS, call each other through it.
class LinphoneThroughKamailioTest {
    private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(1_500);

    @TempDir
    private Path home;

    @Test
    void callsAndIsCalledOverTlsAndEncrypted() {
        try (var registrar = Kamailio.started(home, Kamailio.Rules.PLAIN);
                var agent = FakeAgent.echoing();
                var server = TestServer.start(
                        Map.of("CHORUS_TLS_TRUST", registrar.trusted().toString()));
                var phone = Linphone.started(
                        home, "ben", new Linphone.Settings("tls", SUITE, "rfc2833", registrar.trusted()))) {
            var agentId = server.agentAt(agent.uri()).toString();
            var number = registered(server, registrar, agentId);
            var domain = "localhost:" + registrar.tlsPort();
            phone.tell("register sip:ben@" + domain + " sip:" + domain + ";transport=tls " + Kamailio.PASSWORD);
            registrar.awaitRegistered("ben");

            phone.calls("sip:ann@" + domain + ";transport=tls");
            agent.awaitHeard(LONG_ENOUGH);
            phone.hangsUp();
            assertThat(over(server, "inbound").path("trace").toString()).contains("encrypted with " + SUITE);
            var before = phone.heard();
            assertThat(before.tone(440)).isGreaterThan(Duration.ofMillis(400));

            phone.tell("autoanswer enable");
            server.post("/v1/calls", """
                    {"agentId":"%s","phoneNumberId":"%s","to":"ben"}
                    """.formatted(agentId, number), 201);
            agent.conversation(2);
            agent.awaitHeard(LONG_ENOUGH);
            phone.hangsUp();
            assertThat(over(server, "outbound").path("trace").toString()).contains("encrypted with " + SUITE);
            assertThat(phone.heard().after(before.length()).tone(440)).isGreaterThan(Duration.ofMillis(400));
        }
    }

    private static String registered(TestServer server, Kamailio registrar, String agentId) {
        var made =
                server.post("/v1/phone-numbers", """
                {"number":"+12025550111","provider":"sip","sipMode":"registration","sipUsername":"ann",
                 "sipPassword":"%s","sipProxy":"localhost","sipPort":%d,"sipRegisterTransport":"tls",
                 "sipSrtp":"required","agentId":"%s"}
                """.formatted(Kamailio.PASSWORD, registrar.tlsPort(), agentId), 201);
        var id = made.at("/data/id").asText();
        Patience.until(
                "a line that is ready",
                LIMIT,
                () -> server.get("/v1/phone-numbers/" + id)
                        .at("/data/line/status")
                        .asText()
                        .equals("ready"));
        return id;
    }

    private static JsonNode over(TestServer server, String direction) {
        return server.awaitCall(call -> call.path("direction").asText().equals(direction)
                && call.path("status").asText().equals("completed"));
    }
}
