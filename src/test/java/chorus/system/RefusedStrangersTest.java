package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who is not let in leaves a trace where the one who mistyped an address finds it.
class RefusedStrangersTest {
    private static final String NUMBER = "+12025550111";
    private static final String ALLOWLIST = """
            {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"%s"}""";

    private TestServer server;
    private String ours;
    private String theirs;

    @BeforeEach
    void start() {
        server = TestServer.start();
        ours = server.newcomer("Ours");
        theirs = server.newcomer("Theirs");
        server.post("/v1/phone-numbers", ALLOWLIST.formatted(NUMBER, "127.0.0.17"), 201, ours);
        server.post("/v1/phone-numbers", ALLOWLIST.formatted("+12025550222", "198.51.100.1"), 201, theirs);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMistypedAllowlistIsFoundByItsOwner() {
        calls("127.0.0.71", NUMBER);

        var stranger = strangers(ours).get(0);
        assertThat(stranger.path("address").asText()).isEqualTo("127.0.0.71");
        assertThat(stranger.path("cause").asText()).isEqualTo("call");
        assertThat(stranger.path("transport").asText()).isEqualTo("udp");
        assertThat(stranger.path("dialled").path(0).asText()).isEqualTo(NUMBER);
        assertThat(stranger.path("hint").asText())
                .isEqualTo("127.0.0.71 called " + NUMBER + " once and is not on your allowlist; your line " + NUMBER
                        + " has 127.0.0.17: was it mistyped?");
        assertThat(server.get("/v1/calls", ours).path("data")).isEmpty();
    }

    @Test
    void nobodyElseIsToldButTheOperator() {
        calls("127.0.0.71", NUMBER);
        assertThat(strangers(TestServer.key())).hasSize(1);

        assertThat(server.get("/v1/strangers", theirs).path("data")).isEmpty();
    }

    @Test
    void theNumberOfSomebodyElseIsNotToldToANeighbour() {
        calls("127.0.0.71", "+12025550222");

        assertThat(strangers(ours).get(0).path("dialled")).isEmpty();
        assertThat(strangers(ours).get(0).path("hint").asText()).startsWith("127.0.0.71 called once and is not");
        assertThat(strangers(theirs).get(0).path("dialled").path(0).asText()).isEqualTo("+12025550222");
    }

    @Test
    void aConnectionThatIsClosedAtOnceIsCountedToo() throws IOException {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.71", 0));
            socket.connect(server.sipAddress());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }

        var stranger = strangers(ours).get(0);
        assertThat(stranger.path("cause").asText()).isEqualTo("connection");
        assertThat(stranger.path("transport").asText()).isEqualTo("tcp");
    }

    @Test
    void whoMayNotManageTheOrganizationIsNotTold() {
        var reader = server.post("/v1/api-keys", "{\"name\":\"r\",\"role\":\"member\"}", 201, ours)
                .path("data")
                .path("key")
                .asText();

        assertThat(server.refused("/v1/strangers", reader)).isEqualTo(403);
    }

    @Test
    void theyAreCountedByCause() {
        calls("127.0.0.71", NUMBER);
        strangers(ours);

        assertThat(server.text("/metrics"))
                .contains("chorus_sip_strangers_total{cause=\"call\"} 1.0")
                .contains("chorus_sip_strangers_total{cause=\"noise\"} 0.0");
    }

    private void calls(String from, String number) {
        try (var phone = new SipPhone(from, server.sipAddress())) {
            phone.calls(number);
            Patience.until(
                    "the stranger",
                    () -> !server.get("/v1/strangers").path("data").isEmpty());
        }
    }

    /// What this key is shown, once there is something.
    private JsonNode strangers(String key) {
        Patience.until(
                "the stranger",
                () -> !server.get("/v1/strangers", key).path("data").isEmpty());
        return server.get("/v1/strangers", key).path("data");
    }
}
