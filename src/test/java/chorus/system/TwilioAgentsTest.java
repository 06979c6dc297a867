package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.twilio.TwilioHouse;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An agent written for Twilio commands a SIP call, and one of Twilio's, as it would at Twilio: with what `start` told
/// it and an API
/// key, at the server's own address.
class TwilioAgentsTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final AgentAtLabPbx house = new AgentAtLabPbx();

    @AfterEach
    void stop() {
        house.close();
        client.close();
    }

    @Test
    void hangUpByStatus() throws IOException, InterruptedException {
        house.call();

        assertThat(update(house.agent.awaitStart(), "Status=completed")).isEqualTo(200);

        house.agent.awaitStop();
        assertThat(house.server.callOnceOver().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void handOverByTwiml() throws IOException, InterruptedException {
        var twiml = URLEncoder.encode("<Response><Dial>1000</Dial></Response>", StandardCharsets.UTF_8);

        house.call();

        assertThat(update(house.agent.awaitStart(), "Twiml=" + twiml)).isEqualTo(200);

        assertThat(house.agent.awaitTransferOutcome().at("/transfer/status").asText())
                .isEqualTo("completed");
        assertThat(house.server.callOnceOver().path("endedReason").asText()).isEqualTo("transferred");
    }

    @Test
    void hangUpACallAtTwilioByStatus() throws IOException, InterruptedException {
        try (var atTwilio = TwilioHouse.open()) {
            atTwilio.answeredBy(house.agent.uri());
            var call = atTwilio.rings();

            assertThat(update(atTwilio.server(), house.agent.awaitStart(), "Status=completed"))
                    .isEqualTo(200);

            call.awaitStatus("completed");
            assertThat(atTwilio.server().callOnceOver().path("endedReason").asText())
                    .isEqualTo("api_hung_up");
        }
    }

    @Test
    void handACallAtTwilioOverByTwiml() throws IOException, InterruptedException {
        var twiml = URLEncoder.encode("<Response><Dial>+12025550155</Dial></Response>", StandardCharsets.UTF_8);
        try (var atTwilio = TwilioHouse.open()) {
            atTwilio.answeredBy(house.agent.uri());
            var call = atTwilio.rings();

            assertThat(update(atTwilio.server(), house.agent.awaitStart(), "Twiml=" + twiml))
                    .isEqualTo(200);

            assertThat(house.agent.awaitTransferOutcome().at("/transfer/status").asText())
                    .isEqualTo("completed");
            call.awaitStatus("completed");
            assertThat(call.done()).contains("talks with +12025550155");
        }
    }

    private int update(JsonNode start, String form) throws IOException, InterruptedException {
        return update(house.server, start, form);
    }

    private int update(TestServer server, JsonNode start, String form) throws IOException, InterruptedException {
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
