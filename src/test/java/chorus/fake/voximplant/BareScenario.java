package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Speaks to a server as the scenario does, request by request, and as it never would: with another key, at another
/// time, twice.
public final class BareScenario implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    /// @param url what `CHORUS_URL` holds
    /// @param key what `CHORUS_KEY` holds
    public BareScenario(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /// With what was installed in an application.
    public static BareScenario in(VoximplantApplication application) {
        return new BareScenario(
                application.secret("CHORUS_URL").orElseThrow(),
                application.secret("CHORUS_KEY").orElseThrow());
    }

    /// The same at the same place with another key.
    public BareScenario with(String otherKey) {
        return new BareScenario(url, otherKey);
    }

    public HttpRequest signed(String path, String body, Instant at) {
        var time = Long.toString(at.getEpochSecond());
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .header("X-Chorus-Timestamp", time)
                .header("X-Chorus-Signature", "sha256=" + hmac(time + "." + path + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    public HttpResponse<String> sends(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    public HttpResponse<String> posts(String path, String body) {
        return sends(signed(path, body, Instant.now()));
    }

    /// The answer to a request that must be taken.
    public JsonNode asks(String path, String body) {
        var answer = posts(path, body);
        if (answer.statusCode() != 200) {
            throw new AssertionError("HTTP " + answer.statusCode() + ": " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public CompletableFuture<WebSocket> opens(String media, String token, WebSocket.Listener listener) {
        return http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("chat")
                .buildAsync(URI.create(media), listener);
    }

    @Override
    public void close() {
        http.close();
    }

    private String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
