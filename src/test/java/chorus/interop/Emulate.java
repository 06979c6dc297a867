package chorus.interop;

import chorus.fake.twilio.TwilioHouse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;

/// Somebody else's stand-in for Twilio's REST API, with an account and a number in it that remember what was done.
final class Emulate implements AutoCloseable {
    static final String SID = "AC0123456789abcdef0123456789abcdef";
    static final String TOKEN = "fedcba9876543210fedcba9876543210";
    static final String NUMBER = "+12025550100";
    static final String BEFORE = "https://before.example.com/voice";

    private final int port = TwilioHouse.freePort();
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    Emulate() {
        var script = Counterparts.script("emulate/dist/index.js");
        var seed = Tool.output("emulate").resolveSibling("emulate-seed.yaml");
        try {
            Files.writeString(seed, """
                    twilio:
                      account:
                        sid: %s
                        auth_token: %s
                      phone_numbers:
                        - phone_number: "%s"
                          voice_url: %s
                    """.formatted(SID, TOKEN, NUMBER, BEFORE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = Counterparts.node()
                .start(
                        "emulate",
                        List.of(
                                script.toString(),
                                "start",
                                "--service",
                                "twilio",
                                "--port",
                                String.valueOf(port),
                                "--seed",
                                seed.toString()));
        Counterparts.awaitPort(process, port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String voiceUrl() {
        return get("/IncomingPhoneNumbers.json")
                .at("/incoming_phone_numbers/0/voice_url")
                .asText();
    }

    JsonNode calls() {
        return get("/Calls.json").path("calls");
    }

    private JsonNode get(String path) {
        var both = (SID + ":" + TOKEN).getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(url() + "/2010-04-01/Accounts/" + SID + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both))
                .build();
        try {
            return new ObjectMapper()
                    .readTree(http.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        http.close();
    }
}
