package chorus.fake.voximplant;

import chorus.TestServer;
import chorus.fake.Patience;
import chorus.fake.twilio.TwilioHouse;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// A whole server with a number at a [VoximplantCloud], which runs the scenario that the server installed there.
public final class VoximplantHouse implements AutoCloseable {
    public static final String NUMBER = "+12025550100";
    public static final String CALLER = "+12025550147";

    private final VoximplantCloud cloud = VoximplantCloud.start();
    private final TestServer server;

    private VoximplantHouse(Map<String, String> settings) {
        var port = TwilioHouse.freePort();
        var all = new HashMap<>(Map.of(
                "CHORUS_HTTP_PORT", String.valueOf(port),
                "CHORUS_PUBLIC_URL", "http://127.0.0.1:" + port,
                "CHORUS_VOXIMPLANT_API_URL", cloud.apiUrl().toString()));
        all.putAll(settings);
        cloud.account().has(NUMBER);
        this.server = TestServer.start(all);
    }

    public static VoximplantHouse open() {
        return open(Map.of());
    }

    public static VoximplantHouse open(Map<String, String> settings) {
        return new VoximplantHouse(settings);
    }

    public VoximplantCloud cloud() {
        return cloud;
    }

    public TestServer server() {
        return server;
    }

    /// The number of the house, answered by an agent at this address; its id.
    public UUID answeredBy(URI agent) {
        return numberFor("\"" + server.agentAt(agent) + "\"", "");
    }

    /// The number of the house; its id.
    ///
    /// @param agentId as JSON
    /// @param more    fields, with a comma before each
    public UUID numberFor(String agentId, String more) {
        var account = cloud.account();
        var made = server.post(
                "/v1/phone-numbers",
                "{\"number\":\"" + NUMBER + "\",\"provider\":\"voximplant\",\"voximplantAccountId\":\"" + account.id()
                        + "\",\"voximplantApiKey\":\"" + account.apiKey() + "\",\"agentId\":" + agentId + more + "}",
                201);
        var id = UUID.fromString(made.at("/data/id").asText());
        Patience.until(
                "the line to be ready",
                () -> server.get("/v1/phone-numbers/" + id)
                        .at("/data/line/status")
                        .asText()
                        .equals("ready"));
        return id;
    }

    /// Somebody calls the number.
    public Person rings() {
        return cloud.rings(CALLER, NUMBER);
    }

    @Override
    public void close() {
        server.close();
        cloud.close();
    }
}
