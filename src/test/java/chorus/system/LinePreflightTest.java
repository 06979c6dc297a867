package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.pbx.LabPbx;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a test of a line finds, on lines that work and on lines that do not.
class LinePreflightTest {
    private TestServer server;
    private LabPbx pbx;

    @BeforeEach
    void start() {
        server = TestServer.start();
        pbx = new LabPbx(InetAddress.ofLiteral("127.0.0.1"), 0, "chorus", "lab-secret", _ -> {});
    }

    @AfterEach
    void stop() {
        pbx.close();
        server.close();
    }

    @Test
    void findsALineThatRegistersInOrder() {
        var number = registered(pbx.registrarPort(), "lab-secret");
        Patience.until("registered", pbx::isRegistered);

        var look = test(number, "{\"loopTo\":\"*43\"}");

        assertThat(look.path("verdict").asText()).as(look.toString()).isEqualTo("passed");
        assertThat(step(look, "answer to OPTIONS").path("found").asText()).startsWith("SIP/2.0 200 OK");
        assertThat(step(look, "registration").path("verdict").asText()).isEqualTo("passed");
        assertThat(step(look, "NAT").path("found").asText()).contains("which is the address we tell it");
        assertThat(step(look, "sound out and in").path("verdict").asText()).isEqualTo("passed");
        assertThat(step(look, "keys out and in").path("verdict").asText()).isEqualTo("passed");
        assertThat(step(look, "hold").path("found").asText()).isEqualTo("The far side was held, and came back.");
        assertThat(step(look, "session timer").path("found").asText()).contains("speaks no session timers");
    }

    @Test
    void callsNobodyWhoCouldNotBeDialled() {
        var number = listed("127.0.0.1", pbx.peerPort());

        for (var to : new String[] {"911", "112", "9911", "11880"}) {
            server.post("/v1/phone-numbers/" + number + "/test", "{\"loopTo\":\"" + to + "\"}", 422);
        }
    }

    @Test
    void takesNoPlaceThatACallHas() {
        try (var agent = FakeAgent.quiet()) {
            var number = number("""
                    {"number":"+12025550152","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipPort":%d,
                     "maxConcurrentCalls":1,"agentId":"%s"}""".formatted(pbx.peerPort(), server.agentAt(agent.uri())));
            pbx.callPeer(server.sipAddress(), "+12025550152");
            agent.awaitStart();

            var step = step(test(number, "{\"loopTo\":\"*43\"}"), "call that comes back");

            assertThat(step.path("verdict").asText()).isEqualTo("failed");
            assertThat(step.path("found").asText()).contains("It was not made to *43", "calls");
        }
    }

    @Test
    void leavesNoCallOnTheRecord() {
        test(listed("127.0.0.1", pbx.peerPort()), "{\"loopTo\":\"*43\"}");

        assertThat(server.get("/v1/calls").path("data")).isEmpty();
    }

    @Test
    void saysThatThePasswordIsWrong() {
        var number = registered(pbx.registrarPort(), "a guess");
        Patience.until("refused", () -> line(number).equals("failed"));

        var step = step(test(number, "{}"), "registration");

        assertThat(step.path("verdict").asText()).isEqualTo("failed");
        assertThat(step.path("found").asText()).contains("403 Forbidden");
        assertThat(step.path("change").asText()).contains("sipPassword");
    }

    @Test
    void saysThatNobodyAnswers() {
        var nobody = pbx.peerPort();
        pbx.close();

        var look = test(listed("127.0.0.1", nobody), "{}");

        assertThat(look.path("verdict").asText()).isEqualTo("failed");
        assertThat(step(look, "answer to OPTIONS").path("change").asText())
                .contains("firewalls let UDP from here to 127.0.0.1:" + nobody + " over UDP pass");
        assertThat(step(look, "codecs").path("verdict").asText()).isEqualTo("skipped");
    }

    @Test
    void saysThatTheExtensionDoesNotComeBack() {
        var step = step(test(listed("127.0.0.1", pbx.peerPort()), "{\"loopTo\":\"1001\"}"), "call that comes back");

        assertThat(step.path("verdict").asText()).isEqualTo("failed");
        assertThat(step.path("found").asText()).contains("486");
    }

    @Test
    void skipsWhatARangeOfAddressesCannotBeAsked() {
        var look = test(listed("192.0.2.0/28", 5060), "{}");

        assertThat(look.path("verdict").asText()).isEqualTo("passed");
        assertThat(step(look, "names").path("found").asText()).contains("only takes calls");
    }

    private JsonNode test(UUID number, String order) {
        return server.post("/v1/phone-numbers/" + number + "/test", order, 200).path("data");
    }

    private static JsonNode step(JsonNode look, String check) {
        return StreamSupport.stream(look.path("steps").spliterator(), false)
                .filter(step -> step.path("check").asText().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No step '" + check + "' in " + look));
    }

    private String line(UUID number) {
        return server.get("/v1/phone-numbers/" + number).at("/data/line/status").asText();
    }

    private UUID registered(int port, String password) {
        return number("""
                {"number":"+12025550150","provider":"sip","sipMode":"registration","sipProxy":"127.0.0.1","sipPort":%d,
                 "sipUsername":"chorus","sipPassword":"%s"}""".formatted(port, password));
    }

    private UUID listed(String source, int port) {
        return number("""
                {"number":"+12025550151","provider":"sip","sipMode":"ip_allowlist","sipIp":"%s","sipPort":%d}""".formatted(source, port));
    }

    private UUID number(String json) {
        return UUID.fromString(
                server.post("/v1/phone-numbers", json, 201).at("/data/id").asText());
    }
}
