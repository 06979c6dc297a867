package chorus.fake.twilio;

import chorus.TestServer;
import chorus.fake.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// A whole server with a number at a [TwilioCloud].
public final class TwilioHouse implements AutoCloseable {
    public static final String NUMBER = "+12025550100";
    public static final String CALLER = "+12025550147";

    private final TwilioCloud cloud;
    private final TestServer server;
    private final URI publicUrl;

    private TwilioHouse(TwilioCloud cloud, Map<String, String> settings) {
        var port = freePort();
        this.cloud = cloud;
        var all = new HashMap<>(Map.of(
                "CHORUS_HTTP_PORT", String.valueOf(port),
                "CHORUS_PUBLIC_URL", "http://127.0.0.1:" + port,
                "CHORUS_TWILIO_API_URL", cloud.apiUrl().toString()));
        all.putAll(settings);
        this.publicUrl = URI.create(all.get("CHORUS_PUBLIC_URL"));
        this.server = TestServer.start(all);
    }

    public static TwilioHouse open() {
        return open(Map.of());
    }

    public static TwilioHouse open(Map<String, String> settings) {
        return new TwilioHouse(TwilioCloud.start(), settings);
    }

    /// @param cloud closed with the house
    public static TwilioHouse open(TwilioCloud cloud, Map<String, String> settings) {
        return new TwilioHouse(cloud, settings);
    }

    public static int freePort() {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return door.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TwilioCloud cloud() {
        return cloud;
    }

    public TestServer server() {
        return server;
    }

    public URI publicUrl() {
        return publicUrl;
    }

    /// The number of the house, answered by an agent at this address; its id.
    public UUID answeredBy(URI agent) {
        return numberFor("\"" + server.agentAt(agent) + "\"");
    }

    /// The number of the house; its id.
    ///
    /// @param agentId as JSON
    public UUID numberFor(String agentId) {
        var made = server.post(
                "/v1/phone-numbers",
                "{\"number\":\"" + NUMBER + "\",\"provider\":\"twilio\",\"twilioAccountSid\":\"" + cloud.accountSid()
                        + "\",\"twilioAuthToken\":\"" + cloud.authToken() + "\",\"agentId\":" + agentId + "}",
                201);
        var number = cloud.account().numbers().getFirst();
        Patience.until(
                "the number to be pointed at us",
                () -> !number.setting("VoiceUrl").isEmpty());
        return UUID.fromString(made.at("/data/id").asText());
    }

    public CloudCall rings() {
        return cloud.ring(CALLER, NUMBER);
    }

    @Override
    public void close() {
        server.close();
        cloud.close();
    }
}
