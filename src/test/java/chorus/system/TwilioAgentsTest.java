package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.pbx.LabPbx;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent written for Twilio commands a SIP call as it would one of Twilio's: with what `start` told it and an API
/// key, at the server's own address.
class TwilioAgentsTest {
    private static final String NUMBER = "+12025550143";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;
    private FakeAgent agent;
    private LabPbx pbx;

    @BeforeEach
    void start() {
        server = TestServer.start();
        agent = FakeAgent.quiet();
        pbx = new LabPbx(InetAddress.ofLiteral("127.0.0.1"), 0, "chorus", "lab-secret", told::add);
        server.post("/v1/phone-numbers", """
                {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipPort":%d,
                 "agentId":"%s"}""".formatted(NUMBER, pbx.peerPort(), server.agentAt(agent.uri())), 201);
        pbx.callPeer(server.sipAddress(), NUMBER);
    }

    @AfterEach
    void stop() {
        pbx.close();
        server.close();
        agent.close();
    }

    @Test
    void hangUpByStatus() throws IOException, InterruptedException {
        assertThat(update(agent.awaitStart(), "Status=completed")).isEqualTo(200);

        agent.awaitStop();
        assertThat(server.callOnceOver().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void handOverByTwiml() throws IOException, InterruptedException {
        var twiml = URLEncoder.encode("<Response><Dial>1000</Dial></Response>", StandardCharsets.UTF_8);

        assertThat(update(agent.awaitStart(), "Twiml=" + twiml)).isEqualTo(200);

        assertThat(agent.awaitTransferOutcome().at("/transfer/status").asText()).isEqualTo("completed");
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("transferred");
    }

    private int update(JsonNode start, String form) throws IOException, InterruptedException {
        var account = start.at("/start/accountSid").asText();
        var credentials = account + ":" + TestServer.key();
        var uri = URI.create("http://127.0.0.1:" + server.httpPort() + "/2010-04-01/Accounts/" + account + "/Calls/"
                + start.at("/start/callSid").asText() + ".json");
        var request = HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
