package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

/// The HTTP requests of a scenario: three at once, 35 in all, answers of at most 2 MB.
final class Requests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(6))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final int MOST_AT_ONCE = 3;
    private static final int MOST = 35;
    private static final int LARGEST = 2 * 1024 * 1024;

    private static final int OVER_LIMIT = 0;
    private static final int BAD_URL = -2;
    private static final int NOT_CONNECTED = -4;
    private static final int NETWORK = -6;
    private static final int TOO_LATE = -7;
    private static final int TOO_LARGE = -9;

    private final VoximplantSession session;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private int active;

    Requests(VoximplantSession session) {
        this.session = session;
    }

    /// @return a number under which the answer is given to the scenario
    int send(String url, String options) {
        var id = sent.size();
        var fields = read(options);
        sent.add(url + " " + fields.path("postData").asText());
        if (active >= MOST_AT_ONCE || sent.size() > MOST) {
            session.warn("a request over the limit: " + url);
            session.post(() -> answer(id, OVER_LIMIT, ""));
            return id;
        }
        var request = request(url, fields);
        if (request.isEmpty()) {
            session.post(() -> answer(id, BAD_URL, ""));
            return id;
        }
        active++;
        var _ = HTTP.sendAsync(request.get(), HttpResponse.BodyHandlers.ofString())
                .whenComplete((response, failure) -> session.post(() -> {
                    active--;
                    if (failure != null) {
                        answer(id, code(failure), "");
                    } else if (response.body().length() > LARGEST) {
                        answer(id, TOO_LARGE, "");
                    } else {
                        answer(id, response.statusCode(), response.body());
                    }
                }));
        return id;
    }

    /// URL and body of every request, oldest first.
    List<String> sent() {
        return List.copyOf(sent);
    }

    /// Whether an answer is waited for; asked on the session's thread.
    boolean areActive() {
        return active > 0;
    }

    private void answer(int id, int code, String text) {
        var fields = JSON.createObjectNode().put("id", id).put("code", code).put("text", text);
        session.happens("answer", "", fields.toString());
    }

    private static Optional<HttpRequest> request(String url, JsonNode fields) {
        try {
            var builder = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(fields.path("timeout").asInt(90)))
                    .header("User-Agent", "VoxEngine/1.0");
            fields.path("headers")
                    .properties()
                    .forEach(header ->
                            builder.header(header.getKey(), header.getValue().asText()));
            builder.method(
                    fields.path("method").asText("GET"),
                    HttpRequest.BodyPublishers.ofString(fields.path("postData").asText()));
            return Optional.of(builder.build());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int code(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case HttpConnectTimeoutException _ -> NOT_CONNECTED;
            case ConnectException _ -> NOT_CONNECTED;
            case HttpTimeoutException _ -> TOO_LATE;
            default -> NETWORK;
        };
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
