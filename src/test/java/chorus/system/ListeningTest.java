package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.SipPhone;
import chorus.fake.Sounds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// An admin who listens to a call that runs.
class ListeningTest {
    private static final int SECOND = 8_000;

    @Test
    void hearsBothSidesUntilTheCallEndsAndIsWrittenDown() throws IOException, InterruptedException {
        try (var server = TestServer.start();
                var agent = FakeAgent.quiet();
                var phone = new SipPhone(server.sipAddress());
                var http = HttpClient.newHttpClient()) {
            server.numberFor("+12025550193", server.agentAt(agent.uri()));
            phone.connectsTo("+12025550193");
            agent.awaitStart();
            var id = server.awaitCall(call -> call.path("status").asText().equals("in-progress"))
                    .path("id")
                    .asText();

            var wav = http.send(request(server, id), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(wav.statusCode()).isEqualTo(200);
            assertThat(wav.headers().firstValue("Content-Type")).contains("audio/wav");
            var sound = wav.body();
            assertThat(new String(sound.readNBytes(44), StandardCharsets.ISO_8859_1))
                    .startsWith("RIFF")
                    .endsWith("data\u00ff\u00ff\u00ff\u00ff");
            assertThat(Sounds.loudness(sound.readNBytes(SECOND / 2))).isLessThan(100);
            agent.sayTone(Duration.ofSeconds(2));
            assertThat(loudest(sound.readNBytes(2 * SECOND))).isGreaterThan(500);
            phone.sound().saysTone(440, Duration.ofSeconds(2));
            sound.readNBytes(SECOND);
            assertThat(loudest(sound.readNBytes(SECOND))).isGreaterThan(500);

            phone.hangsUp();

            assertThat(sound.readAllBytes().length).isLessThan(5 * SECOND);
            assertThat(server.get("/v1/audit-log?action=listenToCall")
                            .at("/data/0/objectId")
                            .asText())
                    .isEqualTo(id);
            server.callOnceOver();
            assertThat(http.send(request(server, id), HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(409);
            assertThat(server.refused("/v1/calls/" + id + "/listen", server.newcomer("Others")))
                    .isEqualTo(404);
        }
    }

    private static HttpRequest request(TestServer server, String id) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.httpPort() + "/v1/calls/" + id + "/listen"))
                .header("Authorization", "Bearer " + TestServer.key())
                .build();
    }

    private static double loudest(byte[] pcmu) {
        var loudest = 0.0;
        for (var at = 0; at + 800 <= pcmu.length; at += 800) {
            loudest = Math.max(loudest, Sounds.loudness(Arrays.copyOfRange(pcmu, at, at + 800)));
        }
        return loudest;
    }
}
