package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import chorus.fake.pbx.LabPbx;
import chorus.sip.transport.Papers;
import chorus.sip.transport.TlsIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Set-ups broken on purpose, one each, and the sentence that says what to change.
class BrokenSetupsTest {
    private static final String NUMBER = "+12025550111";
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    private Path folder;

    private Papers papers;
    private TestServer server;
    private FakeAgent agent;
    private UUID agentId;

    @BeforeEach
    void start() throws Exception {
        papers = new Papers(folder);
        server = TestServer.start(Map.of("CHORUS_TLS_TRUST", papers.trust().toString()));
        agent = FakeAgent.quiet();
        agentId = server.agentAt(agent.uri());
    }

    @AfterEach
    void stop() {
        server.close();
        agent.close();
    }

    /// There is no call to look at: the answer is among the strangers, and in the forecast.
    @Test
    void wrongAllowlist() {
        var number = allowing("127.0.0.17");

        try (var phone = new SipPhone("127.0.0.71", server.sipAddress())) {
            phone.calls(NUMBER);
            Patience.until("the stranger", () -> !strangers().isEmpty());
        }

        assertThat(strangers().path(0).path("hint").asText())
                .isEqualTo("127.0.0.71 called " + NUMBER + " once and is not on your allowlist; your line " + NUMBER
                        + " has 127.0.0.17: was it mistyped?");
        assertThat(forecast("127.0.0.71").at("/verdict/whatToChange/0").asText())
                .isEqualTo("Set `sipIp` to 127.0.0.71 by PATCH /v1/phone-numbers/" + number
                        + ", if that is your PBX: your line " + NUMBER + " has 127.0.0.17.");
    }

    @Test
    void wrongNumberFormat() {
        server.numberFor(NUMBER, agentId);

        refused("2025550111", 404);

        assertThat(advice())
                .isEqualTo("Let the far side dial " + NUMBER + ": you have " + NUMBER + ", and it dialled 2025550111.");
    }

    @Test
    void noCommonCodec() {
        server.numberFor(NUMBER, agentId);

        try (var phone = phone().speaks("G729")) {
            phone.calls(NUMBER);
            phone.waitsFor(488);
        }

        assertThat(advice())
                .startsWith("Allow PCMU (G.711 µ-law, `ulaw`) or PCMA (G.711 A-law, `alaw`) on the far side; m=audio ")
                .endsWith(" (G729, telephone-event); spoken here: PCMU, PCMA, G722.");
    }

    /// The phone hears us and is not heard; its owner hangs up.
    @Test
    void soundBlockedOneWay() {
        server.numberFor(NUMBER, agentId);

        try (var phone = phone()) {
            phone.sound().mutes(true);
            phone.connectsTo(NUMBER);
            agent.awaitStart();
            agent.sayTone(Duration.ofSeconds(3));
            phone.sound().hearsPackets(120);
            phone.hangsUp();
        }

        assertThat(advice())
                .matches(
                        "Open the way for sound: We sent \\d+ packets to 127\\.0\\.0\\.1:\\d+ and received none: nothing"
                                + " came to 127\\.0\\.0\\.1:\\d+\\. Blame: carrier\\. .+\\.");
    }

    @Test
    void wrongPassword() {
        try (var pbx = new LabPbx(HERE, 0, "chorus", "lab-secret", _ -> {})) {
            dials(registered("127.0.0.1", pbx.registrarPort(), "udp", "a guess"));

            assertThat(advice())
                    .startsWith("Correct `sipUsername`, `sipPassword` and, if the network wants another name for them,"
                            + " `sipAuthUser` of the number: it said \"SIP/2.0 407 Proxy Authentication Required");
        }
    }

    @Test
    void expiredCertificate() throws Exception {
        try (var pbx = tlsServer(papers.issueExpired("expired", "localhost"))) {
            dials(registered("localhost", pbx.getLocalPort(), "tls", "secret"));

            assertThat(advice())
                    .startsWith("Have the far side's certificate renewed. No answer came from 127.0.0.1:"
                            + pbx.getLocalPort() + " over TLS: The TLS handshake with 127.0.0.1:" + pbx.getLocalPort()
                            + " over TLS (localhost) failed: its certificate has expired");
        }
    }

    @Test
    void nameThatTheCertificateDoesNotCarry() throws Exception {
        try (var pbx = tlsServer(papers.issue("other", "sip.example.com"))) {
            dials(registered("localhost", pbx.getLocalPort(), "tls", "secret"));

            assertThat(advice())
                    .startsWith(
                            "Set `sipProxy` to a name that the far side's certificate carries, or have it issued for this"
                                    + " name.")
                    .contains("localhost");
        }
    }

    @Test
    void registrarDown() throws Exception {
        dials(registered("127.0.0.1", freePort(), "tcp", "secret"));

        assertThat(advice())
                .startsWith(
                        "Start the far side, or correct `sipProxy`, `sipPort` and `sipRegisterTransport`: nothing listens"
                                + " there. No answer came from 127.0.0.1:");
    }

    @Test
    void agentDown() {
        agent.close();
        server.numberFor(NUMBER, agentId);

        refused(NUMBER, 480);

        assertThat(advice())
                .isEqualTo("Start the agent's program, or correct `runtime.url`: nothing listens there. The agent at "
                        + agent.uri().resolve("/").toString().replaceFirst("/$", "") + " refused the connection.");
    }

    @Test
    void noBalance() {
        server.numberFor(NUMBER, agentId);
        var own = server.get("/v1/organization").path("data").path("id").asText();
        server.patch("/v1/organizations/" + own, "{\"balance\":{\"amount\":\"0\",\"currency\":\"USD\"}}");

        refused(NUMBER, 402);

        assertThat(advice())
                .isEqualTo("Credit the organization, whose balance is 0.00 USD: POST /v1/organizations/" + own
                        + "/credits with the operator's key.");
    }

    private UUID allowing(String source) {
        var json = """
                {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"%s","agentId":"%s"}""".formatted(NUMBER, source, agentId);
        return UUID.fromString(
                server.post("/v1/phone-numbers", json, 201).at("/data/id").asText());
    }

    private JsonNode strangers() {
        return server.get("/v1/strangers").path("data");
    }

    private JsonNode forecast(String source) {
        var json = """
                {"invite":"INVITE sip:%s@127.0.0.1 SIP/2.0","source":"%s"}""".formatted(NUMBER, source);
        return server.post("/v1/diagnose", json, 200).path("data");
    }

    /// The first thing to change, of the newest call.
    private String advice() {
        var id = server.callOnceOver().path("id").asText();
        return verdict(id).path("whatToChange").path(0).asText();
    }

    private JsonNode verdict(String id) {
        return server.get("/v1/calls/" + id + "/trace").path("data").path("verdict");
    }

    private void refused(String number, int status) {
        try (var phone = phone()) {
            phone.calls(number);
            phone.waitsFor(status);
        }
    }

    private SipPhone phone() {
        return new SipPhone(server.sipAddress());
    }

    private void dials(UUID number) {
        server.post(
                "/v1/calls",
                "{\"agentId\":\"%s\",\"phoneNumberId\":\"%s\",\"to\":\"1000\"}".formatted(agentId, number),
                201);
    }

    private UUID registered(String host, int port, String transport, String password) {
        var json = """
                {"number":"%s","provider":"sip","sipMode":"registration","sipProxy":"%s","sipPort":%d,
                 "sipRegisterTransport":"%s","sipUsername":"chorus","sipPassword":"%s","agentId":"%s"}""".formatted(NUMBER, host, port, transport, password, agentId);
        return UUID.fromString(server.post("/v1/phone-numbers", json, 201)
                .path("data")
                .path("id")
                .asText());
    }

    /// Shakes hands with whoever comes, as long as it is open.
    private SSLServerSocket tlsServer(TlsIdentity identity) throws Exception {
        var socket =
                (SSLServerSocket) papers.peer(identity).getServerSocketFactory().createServerSocket(0, 50, HERE);
        Thread.startVirtualThread(() -> {
            while (!socket.isClosed()) {
                try (var peer = (SSLSocket) socket.accept()) {
                    peer.setSoTimeout(5_000);
                    peer.startHandshake();
                    peer.getInputStream().read();
                } catch (IOException refusedOrClosed) {
                    Thread.onSpinWait();
                }
            }
        });
        return socket;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }
}
