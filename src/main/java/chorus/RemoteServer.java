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
import java.util.Optional;
import java.util.UUID;

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

    private String newest() throws Unreachable {
        var calls = read(get("/v1/calls?limit=1", "application/json")).path("data");
        if (calls.isEmpty()) {
            throw new SettingsException("The organization of this key has no call yet.");
        }
        return calls.get(0).path("id").asText();
    }

    private String get(String path, String type) throws Unreachable {
        try {
            var request = HttpRequest.newBuilder(URI.create(place.toString().replaceAll("/+$", "") + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + key.reveal())
                    .header("Accept", type)
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
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
        var sentence = read(body).path("error").asText("");
        return sentence.isEmpty() ? "it does not look like Chorus." : sentence;
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
