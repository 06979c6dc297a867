package chorus;

import chorus.secret.Secret;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// A running server, asked over its API.
final class RemoteServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI place;
    private final Secret key;

    RemoteServer(URI place, Secret key) {
        this.place = place;
        this.key = key;
    }

    /// No server is where one was looked for.
    static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The story of a call as text; of the newest one when none is named.
    String story(Optional<UUID> call) throws Unreachable {
        var id = call.isPresent() ? call.get().toString() : newest();
        return get("/v1/calls/" + id + "/trace", "text/plain");
    }

    /// What would happen to an INVITE, as text.
    ///
    /// @param question the fields of `POST /v1/diagnose`
    String forecast(Map<String, Object> question) throws Unreachable {
        try {
            var body = HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(question));
            return ask(
                    "/v1/diagnose",
                    "text/plain",
                    request ->
                            request.header("Content-Type", "application/json").POST(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A question could not be written as JSON.", e);
        }
    }

    /// Those who were not let in and may be this organization's, a line each; none where the key may not know.
    String strangers() throws Unreachable {
        try {
            var text = new StringBuilder();
            for (var stranger : read(get("/v1/strangers", "application/json")).path("data")) {
                if (!stranger.path("hint").isNull()) {
                    text.append("  - ").append(stranger.path("hint").asText()).append('\n');
                }
            }
            return text.toString();
        } catch (SettingsException notAnAdmin) {
            return "";
        }
    }

    boolean hasCalls() throws Unreachable {
        return !calls().isEmpty();
    }

    private JsonNode calls() throws Unreachable {
        return read(get("/v1/calls?limit=1", "application/json")).path("data");
    }

    private String newest() throws Unreachable {
        var calls = calls();
        if (calls.isEmpty()) {
            throw new SettingsException("The organization of this key has no call yet.");
        }
        return calls.get(0).path("id").asText();
    }

    private String get(String path, String type) throws Unreachable {
        return ask(path, type, HttpRequest.Builder::GET);
    }

    private String ask(String path, String type, UnaryOperator<HttpRequest.Builder> method) throws Unreachable {
        try {
            var request = HttpRequest.newBuilder(URI.create(place.toString().replaceAll("/+$", "") + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key.reveal())
                    .header("Accept", type);
            var response = http.send(method.apply(request).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200) {
                return response.body();
            }
            throw new SettingsException(place + " answered " + response.statusCode() + ": " + error(response.body()));
        } catch (IOException e) {
            throw new Unreachable(
                    "No server answers at " + place + ": start it with ./chorus serve, or give its address by --url.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("'" + place + "' is no address of a server: write http://host:port.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SettingsException("The question to " + place + " was interrupted.", e);
        }
    }

    private String error(String body) {
        var answer = read(body);
        var sentence = answer.path("error").asText("");
        var details = new StringBuilder();
        for (var detail : answer.path("details")) {
            details.append("; `")
                    .append(detail.path("field").asText())
                    .append("` ")
                    .append(detail.path("message").asText());
        }
        return sentence.isEmpty() ? "it does not look like Chorus." : sentence + details;
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException _) {
            return json.createObjectNode();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
