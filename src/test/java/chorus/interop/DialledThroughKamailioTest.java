package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.NameServer;
import chorus.fake.Patience;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Type;

/// A whole server dials PBXs through Kamailio, or through names that lead to it: neither is ours.
class DialledThroughKamailioTest {
    private static final String CALLEE = "+12025550177";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ASKS =
            "401 Unauthorized\nWWW-Authenticate: Digest realm=\"pbx behind\", nonce=\"47ebe028\", qop=\"auth\"";

    private static TestServer server;
    private static FakeAgent agent;
    private static int numbers;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        Tool.named("sipp", "sip-tester");
        Tool.named("kamailio", "kamailio");
        agent = FakeAgent.echoing();
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
            agent.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void goesThroughItsOutboundProxyAndIsHungUpThroughIt(String transport) {
        try (var pbx = DialledPbx.that("answers");
                var proxy = KamailioProxy.inFrontOf(home, pbx)) {
            var id = dials(behind(proxy, transport));

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id).path("endedReason").asText()).isEqualTo("callee_hung_up");
            assertThat(pbx.messages()).contains("Record-Route: <sip:127.0.0.1:" + proxy.port());
            assertThat(proxy.heard()).contains("heard BYE").contains("over " + transport);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void hangsUpThroughItsOutboundProxy(String transport) {
        try (var pbx = DialledPbx.that("is-hung-up");
                var proxy = KamailioProxy.inFrontOf(home, pbx)) {
            var id = dials(behind(proxy, transport));
            awaitStatus(id, "in-progress");

            server.post("/v1/calls/" + id + "/hangup", "{}", 202);

            pbx.awaitCallAsWritten();
            assertThat(awaitOver(id).path("endedReason").asText()).isEqualTo("api_hung_up");
            assertThat(proxy.heard()).contains("heard ACK sip:pbx@").contains("heard BYE sip:pbx@");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void provesItselfToTheProxyAndToThePbxBehindItInOneCall(String algorithm) {
        try (var pbx = DialledPbx.that("challenges", ASKS);
                var proxy = KamailioProxy.guarding(home, algorithm, pbx)) {
            var id = dials(behind(proxy, "udp"));

            pbx.awaitCallAsWritten();

            assertThat(awaitOver(id).path("status").asText()).isEqualTo("completed");
        }
    }

    @Test
    void tellsThatTheProxyDoesNotTakeThePassword() {
        try (var pbx = DialledPbx.that("silent");
                var proxy = KamailioProxy.guarding(home, "SHA-256", pbx)) {
            var call = awaitOver(dials(behind(proxy, "udp", "a-guess")));

            assertThat(call.path("endedReason").asText()).isEqualTo("credentials_rejected");
            assertThat(call.path("sipCode").asInt()).isEqualTo(407);
            assertThat(call.path("trace").toString())
                    .contains("SIP/2.0 407 Proxy Authentication Required | Proxy-Authenticate: ", ": The far side");
        }
    }

    @Test
    void takesTheFirstOfTwoPhonesAndHangsUpOnTheOneWhoseAnswerCrossedTheCancel() {
        try (var first = DialledPbx.that("answers");
                var second = DialledPbx.that("answers-late");
                var proxy = KamailioProxy.forkingTo(home, first, second)) {
            var id = dials(behind(proxy, "udp"));

            first.awaitCallAsWritten();
            second.awaitCallAsWritten();

            var call = awaitOver(id);
            assertThat(call.path("status").asText()).isEqualTo("completed");
            assertThat(call.path("endedReason").asText()).isEqualTo("callee_hung_up");
        }
    }

    @Test
    void triesTheServersOfANameInTheirOrder() throws IOException {
        try (var names = new NameServer();
                var mute = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                var pbx = DialledPbx.that("registers-or-answers", "", 2)) {
            names.tell("_sip._udp.pbx.test.", Type.SRV, 60, "10 1 " + mute.getLocalPort() + " one.pbx.test.");
            names.tell("_sip._udp.pbx.test.", Type.SRV, 60, "20 1 " + pbx.port() + " two.pbx.test.");
            names.tell("one.pbx.test.", Type.A, 60, "127.0.0.1");
            names.tell("two.pbx.test.", Type.A, 60, "127.0.0.1");
            asking(names, () -> {
                try (var other = TestServer.start()) {
                    var call = calledAt("pbx.test", other, pbx);
                    assertThat(call.path("status").asText()).isEqualTo("completed");
                    assertThat(call.path("trace").toString())
                            .contains("No answer came from 127.0.0.1:" + mute.getLocalPort() + " over UDP");
                }
            });
        }
    }

    private static JsonNode calledAt(String name, TestServer other, DialledPbx pbx) {
        var number = added(other, """
                "sipMode":"registration","sipUsername":"ann","sipPassword":"x","sipProxy":"%s"
                """.formatted(name));
        var id = dials(other, number);
        pbx.awaitCallAsWritten();
        return awaitOver(other, id);
    }

    /// Lets every lookup that is begun meanwhile go to this name server.
    private static void asking(NameServer names, Runnable then) {
        System.setProperty("dns.server", "127.0.0.1:" + names.address().getPort());
        ResolverConfig.refresh();
        try {
            then.run();
        } finally {
            System.clearProperty("dns.server");
            ResolverConfig.refresh();
        }
    }

    private static String behind(KamailioProxy proxy, String transport) {
        return behind(proxy, transport, Kamailio.PASSWORD);
    }

    private static String behind(KamailioProxy proxy, String transport, String password) {
        return added(server, """
                "sipMode":"registration","sipUsername":"ann","sipPassword":"%s","sipProxy":"pbx.invalid",
                "sipOutboundProxy":"127.0.0.1:%d","sipRegisterTransport":"%s"
                """.formatted(password, proxy.port(), transport));
    }

    private static String added(TestServer at, String fields) {
        var number = "+120255501" + (10 + numbers++);
        return at.post("/v1/phone-numbers", "{\"number\":\"" + number + "\",\"provider\":\"sip\"," + fields + "}", 201)
                .path("data")
                .path("id")
                .asText();
    }

    private static String dials(String numberId) {
        return dials(server, numberId);
    }

    private static String dials(TestServer at, String numberId) {
        return at.post("/v1/calls", """
                        {"agentId":"%s","phoneNumberId":"%s","to":"%s"}
                        """.formatted(at.agentAt(agent.uri()), numberId, CALLEE), 201)
                .path("data")
                .path("id")
                .asText();
    }

    private static void awaitStatus(String id, String status) {
        Patience.until(
                "the call " + status,
                LIMIT,
                () -> server.get("/v1/calls/" + id)
                        .path("data")
                        .path("status")
                        .asText()
                        .equals(status));
    }

    private static JsonNode awaitOver(String id) {
        return awaitOver(server, id);
    }

    private static JsonNode awaitOver(TestServer at, String id) {
        Patience.until(
                "the call's end",
                LIMIT,
                () -> !at.get("/v1/calls/" + id).path("data").path("endedAt").isNull());
        return at.get("/v1/calls/" + id).path("data");
    }
}
