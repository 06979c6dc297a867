package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import chorus.fake.pbx.LabPbx;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The PBX of the lab shows both SIP modes, both ways.
class LabPbxTest {
    private static final String REGISTERED = "+12025550150";
    private static final String LISTED = "+12025550151";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private TestServer server;
    private FakeAgent agent;
    private LabPbx pbx;
    private UUID agentId;

    @BeforeEach
    void start() {
        server = TestServer.start();
        agent = FakeAgent.quiet();
        agentId = server.agentAt(agent.uri());
        pbx = new LabPbx(InetAddress.ofLiteral("127.0.0.1"), 0, "chorus", "lab-secret", told::add);
    }

    @AfterEach
    void stop() {
        pbx.close();
        server.close();
        agent.close();
    }

    @Test
    void takesARegistrationAndCallsThroughIt() {
        registeredNumber("lab-secret");
        Patience.until("registered", pbx::isRegistered);

        assertThat(pbx.callRegistered(REGISTERED)).isEmpty();

        agent.awaitStart();
        agent.sayTone(Duration.ofSeconds(1));
        Patience.until("a tone", () -> Sounds.loudness(pbx.heard()) > 500);
        pbx.press("7");
        agent.awaitDtmf('7');
        pbx.hangUp();
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("caller_hung_up");
    }

    @Test
    void refusesAWrongPasswordInItsOwnWords() {
        var number = registeredNumber("a guess");

        Patience.until("a failed line", () -> line(number, "status").equals("failed"));

        assertThat(line(number, "reason")).contains("403 Forbidden - wrong user name or password");
    }

    @Test
    void callsANumberThatKnowsItByItsAddress() {
        listedNumber();

        pbx.callPeer(server.sipAddress(), LISTED);

        agent.awaitStart();
        pbx.hangUp();
        assertThat(server.callOnceOver().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void repeatsWhatAPersonAtTheExtensionHears() {
        dial(listedNumber(), "1000");
        agent.awaitStart();

        assertThat(Sounds.loudness(agent.awaitHeard(Duration.ofSeconds(3)))).isGreaterThan(500);

        pbx.hangUp();
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("callee_hung_up");
    }

    @Test
    void asksForThePasswordOnCallsThroughTheRegistration() {
        var number = registeredNumber("lab-secret");
        Patience.until("registered", pbx::isRegistered);

        dial(number, "1000");

        agent.awaitStart();
        pbx.hangUp();
        assertThat(server.callOnceOver().path("status").asText()).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({"1001, busy", "1003, no-answer", "2000, failed"})
    void hasExtensionsThatDoNotAnswer(String extension, String status) {
        dial(listedNumber(), extension);

        assertThat(server.callOnceOver().path("status").asText()).isEqualTo(status);
    }

    private void dial(UUID number, String to) {
        server.post(
                "/v1/calls",
                "{\"agentId\":\"%s\",\"phoneNumberId\":\"%s\",\"to\":\"%s\"}".formatted(agentId, number, to),
                201);
    }

    private UUID registeredNumber(String password) {
        return number("""
                {"number":"%s","provider":"sip","sipMode":"registration","sipProxy":"127.0.0.1","sipPort":%d,
                 "sipUsername":"chorus","sipPassword":"%s","agentId":"%s"}""".formatted(REGISTERED, pbx.registrarPort(), password, agentId));
    }

    private UUID listedNumber() {
        return number("""
                {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipPort":%d,
                 "agentId":"%s"}""".formatted(LISTED, pbx.peerPort(), agentId));
    }

    private UUID number(String json) {
        return UUID.fromString(server.post("/v1/phone-numbers", json, 201)
                .path("data")
                .path("id")
                .asText());
    }

    private String line(UUID number, String field) {
        return server.get("/v1/phone-numbers/" + number)
                .path("data")
                .path("line")
                .path(field)
                .asText();
    }
}
