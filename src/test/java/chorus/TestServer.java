package chorus;

import chorus.fake.Patience;
import chorus.store.TestDatabase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// A whole server in the test's process, on free loopback ports and a database of its own, driven through its API.
public final class TestServer implements AutoCloseable {
    private static final String KEY = "a-key-for-tests-only";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestDatabase database;
    private final Map<String, String> settings;
    private Server server;

    private TestServer(TestDatabase database, Map<String, String> settings) {
        this.database = database;
        this.settings = settings;
        this.server = Server.start(Settings.read(settings));
    }

    public static TestServer start() {
        return start(Map.of());
    }

    /// @param more settings beside, or instead of, those of a test
    public static TestServer start(Map<String, String> more) {
        var database = TestDatabase.fresh();
        var settings = new HashMap<>(Map.of(
                "CHORUS_DATA", Path.of("target", "test-data").toString(),
                "CHORUS_DATABASE_URL", database.url().reveal(),
                "CHORUS_MASTER_KEY", "0f".repeat(32),
                "CHORUS_ADMIN_KEY", KEY,
                "CHORUS_BIND", "127.0.0.1",
                "CHORUS_HTTP_PORT", "0",
                "CHORUS_SIP_PORT", "0",
                "CHORUS_RTP_PORTS", "20000-29999",
                "CHORUS_DEMO", "off",
                "CHORUS_LOG_LEVEL", "info"));
        settings.put("CHORUS_SIP_TLS_PORT", "0");
        settings.putAll(more);
        return new TestServer(database, settings);
    }

    /// Stops the server and starts another on the same database, on other ports.
    public void restart() {
        server.close();
        server = Server.start(Settings.read(settings));
    }

    public InetSocketAddress sipAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), sipPort());
    }

    public int sipPort() {
        return server.sipPort();
    }

    public int httpPort() {
        return server.httpPort();
    }

    /// An agent of the customer's own at this address; its id.
    public UUID agentAt(URI uri) {
        return agent("{\"name\":\"Test agent\",\"runtime\":{\"type\":\"websocket\",\"url\":\"" + uri + "\"}}");
    }

    public UUID agent(String json) {
        return id(post("/v1/agents", json, 201));
    }

    /// A number that phones at 127.0.0.1 may call; its id.
    public UUID numberFor(String number, UUID agentId) {
        return number(number, "\"agentId\":\"" + agentId + "\"");
    }

    /// A number that a phone at this address may call; its id.
    public UUID numberFrom(String address, String number, UUID agentId) {
        return number(number, address, "\"agentId\":\"" + agentId + "\"");
    }

    public UUID numberWithoutAgent(String number) {
        return number(number, "\"agentId\":null");
    }

    /// The newest call, once it is over.
    public JsonNode callOnceOver() {
        return awaitCall(call -> !call.path("endedAt").isNull());
    }

    /// The newest call, once it is as it should be.
    public JsonNode awaitCall(Predicate<JsonNode> asItShouldBe) {
        var found = new JsonNode[1];
        Patience.until("the newest call as it should be", () -> {
            var calls = get("/v1/calls?include=all").path("data");
            if (calls.isEmpty() || !asItShouldBe.test(calls.get(0))) {
                return false;
            }
            found[0] = calls.get(0);
            return true;
        });
        return found[0];
    }

    /// The step of a call's trace with this name.
    public static JsonNode step(JsonNode call, String check) {
        return StreamSupport.stream(call.path("trace").spliterator(), false)
                .filter(step -> step.path("check").asText().equals(check))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No step '" + check + "' in " + call.path("trace")));
    }

    public JsonNode get(String path) {
        return send(request(path).GET(), 200);
    }

    /// The answer as plain text.
    public String text(String path) {
        return body(request(path).header("Accept", "text/plain").GET(), 200);
    }

    /// Gives the organization of the key a past of many calls, the last one just now.
    public void remembers(int many, Duration apart) {
        var organization =
                UUID.fromString(get("/v1/organization").path("data").path("id").asText());
        database.fill(organization, Instant.now().minus(apart.multipliedBy(many)), apart, many);
    }

    /// Whether the SIP messages of a call are in the database.
    public boolean keepsLadderOf(String callId) {
        return database.keepsLadderOf(UUID.fromString(callId));
    }

    /// An API key that may do everything here.
    public static String key() {
        return KEY;
    }

    public JsonNode post(String path, String json, int expected) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)), expected);
    }

    /// The same by somebody else's key, in an organization of their own.
    public JsonNode get(String path, String key) {
        return send(request(path, key).GET(), 200);
    }

    public JsonNode post(String path, String json, int expected, String key) {
        return send(request(path, key).POST(HttpRequest.BodyPublishers.ofString(json)), expected);
    }

    /// An answer as plain text.
    public String postForText(String path, String json) {
        var request = request(path).header("Accept", "text/plain");
        return body(request.POST(HttpRequest.BodyPublishers.ofString(json)), 200);
    }

    /// How a request is refused that this key may not make.
    public int refused(String path, String key) {
        try {
            return http.send(request(path, key).GET().build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    /// The key of an admin of a new organization.
    public String newcomer(String name) {
        var organization = id(post("/v1/organizations", "{\"name\":\"" + name + "\"}", 201));
        var wanted = "{\"name\":\"admin\",\"role\":\"admin\",\"organizationId\":\"" + organization + "\"}";
        return post("/v1/api-keys", wanted, 201).path("data").path("key").asText();
    }

    /// With an `Idempotency-Key`.
    public JsonNode post(String path, String key, String json, int expected) {
        return send(
                request(path).header("Idempotency-Key", key).POST(HttpRequest.BodyPublishers.ofString(json)), expected);
    }

    public JsonNode patch(String path, String json) {
        return send(request(path).method("PATCH", HttpRequest.BodyPublishers.ofString(json)), 200);
    }

    public void delete(String path) {
        send(request(path).DELETE(), 204);
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }

    private UUID number(String number, String more) {
        return number(number, "127.0.0.1", more);
    }

    private UUID number(String number, String address, String more) {
        return id(post(
                "/v1/phone-numbers",
                "{\"number\":\"" + number + "\",\"provider\":\"sip\",\"sipMode\":\"ip_allowlist\",\"sipIp\":\""
                        + address + "\"," + more + "}",
                201));
    }

    private static UUID id(JsonNode answer) {
        return UUID.fromString(answer.path("data").path("id").asText());
    }

    private HttpRequest.Builder request(String path) {
        return request(path, KEY);
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort() + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder request, int expected) {
        try {
            var body = body(request, expected);
            return body.isEmpty() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("The answer is not JSON.", e);
        }
    }

    private String body(HttpRequest.Builder request, int expected) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new AssertionError(
                        "HTTP " + response.statusCode() + " instead of " + expected + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }
}
