package chorus.api;

import chorus.fake.PaperProvider;
import chorus.fake.PaperSwitchboard;
import chorus.feed.Feed;
import chorus.phonebook.ApiKey;
import chorus.phonebook.Balance;
import chorus.phonebook.Organization;
import chorus.provider.LineTests;
import chorus.provider.Providers;
import chorus.store.Store;
import chorus.store.TestDatabase;
import chorus.switchboard.AgentTests;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/// A whole API on a real database, and a client that remembers every answer.
final class ApiHouse implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Vertx vertx = Vertx.vertx();
    final Store store = TestDatabase.fresh().open(Clock.systemUTC());
    final PaperProvider provider = new PaperProvider();
    private final Providers providers = new Providers(List.of(provider));
    final PaperSwitchboard switchboard =
            new PaperSwitchboard(store.phoneNumbers(), store.callLog(), store.callHistory(), Clock.systemUTC());
    final Organization ours = store.organizations().create("Ours", new Balance.Unlimited(), Optional.empty());
    final Organization theirs =
            store.organizations().create("Theirs", new Balance.Amount(new BigDecimal("10"), "USD"), Optional.empty());
    final String operator = key(ours, ApiKey.Role.ADMIN, true);
    final String admin = key(ours, ApiKey.Role.ADMIN, false);
    final String member = key(ours, ApiKey.Role.MEMBER, false);
    final String reader = key(ours, ApiKey.Role.READ_ONLY, false);
    final String foreign = key(theirs, ApiKey.Role.ADMIN, false);
    final Feed feed = new Feed();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ApiHouse() {
        this(false);
    }

    ApiHouse(boolean denyPrivateTargets) {
        var options =
                new ApiOptions("127.0.0.1", 0, denyPrivateTargets, "1.2.3", URI.create("https://chorus.example.com/"));
        server = ApiServer.start(vertx, options, parts());
    }

    ApiParts parts() {
        return new ApiParts(
                store.organizations(),
                store.apiKeys(),
                store.signIns(),
                store.agents(),
                store.phoneNumbers(),
                store.purchases(),
                providers,
                new LineTests(providers, store.phoneNumbers(), store.preflights(), Clock.systemUTC()),
                store.callHistory(),
                store.callFigures(),
                store.ladders(),
                store.deliveries(),
                store.auditLog(),
                switchboard,
                (_, _) -> Optional.empty(),
                (_, _) -> Optional.empty(),
                _ -> new AgentTests.Found(Optional.empty(), Optional.empty(), "Nobody is there."),
                feed,
                new Reach(Optional.empty(), Optional.empty(), 5060, OptionalInt.of(5061), 16_384, 32_767),
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Clock.systemUTC());
    }

    String key(Organization organization, ApiKey.Role role, boolean isOperator) {
        return store.apiKeys()
                .create(organization.id(), "test", role, isOperator)
                .key()
                .reveal();
    }

    /// One answer, read.
    record Heard(int status, JsonNode body, HttpResponse<String> raw) {
        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        /// `field: message` of every detail.
        List<String> details() {
            return body.path("details")
                    .valueStream()
                    .map(detail -> detail.path("field").asText() + ": "
                            + detail.path("message").asText())
                    .toList();
        }

        String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    Heard get(String path) {
        return send("GET", path, admin, "");
    }

    Heard post(String path, String body) {
        return send("POST", path, admin, body);
    }

    Heard patch(String path, String body) {
        return send("PATCH", path, admin, body);
    }

    Heard delete(String path) {
        return send("DELETE", path, admin, "");
    }

    Heard send(String method, String path, String key, String body) {
        var request = request(path).method(method, publisher(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(request.build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    Heard send(HttpRequest request) {
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            heard.add(response.headers().map() + response.body());
            var isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Heard(
                    response.statusCode(), isJson ? JSON.readTree(response.body()) : JSON.nullNode(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String json(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static HttpRequest.BodyPublisher publisher(String body) {
        return body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    }

    @Override
    public void close() {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }
}
