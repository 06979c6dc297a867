package chorus.interop;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.FakeConversation;
import chorus.fake.Patience;
import chorus.sip.transport.Papers;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/// A whole server that speaks TLS too, behind the certificate that it makes for trials, with an agent that echoes: for
/// softphones of somebody else's to call and to be called by.
final class Exchange implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger trunks = new AtomicInteger(2_025_550_500);
    private final FakeAgent agent = FakeAgent.echoing();
    private final int tlsPort = Kamailio.freePort();
    private final Path home;
    private final Papers papers;
    private final TestServer server;
    private final UUID agentId;

    private Exchange(Path home, Papers papers) {
        this.home = home;
        this.papers = papers;
        this.server = TestServer.start(Map.of(
                "CHORUS_DATA", home.toString(),
                "CHORUS_SIP_TLS_PORT", String.valueOf(tlsPort),
                "CHORUS_TLS_TRUST", papers.trust().toString()));
        this.agentId = server.agentAt(agent.uri());
    }

    static Exchange opened(Path home) throws Exception {
        return new Exchange(home, new Papers(home));
    }

    /// The authority that vouches for the phones it may call over TLS.
    Papers papers() {
        return papers;
    }

    /// The certificate that it shows.
    Path certificate() {
        return home.resolve("tls/self-signed.crt");
    }

    /// A number that phones on this machine may call.
    void number(String number, String srtp) {
        server.post("/v1/phone-numbers", """
                {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipSrtp":"%s",
                 "agentId":"%s"}
                """.formatted(number, srtp, agentId), 201);
    }

    /// The address of a number, over `udp`, `tcp` or `tls`.
    String uri(String number, String host, String transport) {
        var port = transport.equals("tls") ? tlsPort : server.sipPort();
        return "sip:" + number + "@" + host + ":" + port + ";transport=" + transport;
    }

    /// How many conversations the agent has had.
    int conversations() {
        return agent.conversations().size();
    }

    /// The agent's conversation after so many others.
    FakeConversation conversationAfter(int others) {
        Patience.until("the agent's conversation", LIMIT, () -> conversations() > others);
        return agent.conversations().get(others);
    }

    /// How much the agent has heard in the conversation after so many others.
    Duration heard(int others) {
        return Duration.ofMillis(conversationAfter(others).heard().length / 8);
    }

    /// Waits until the agent has heard so much after so many other conversations.
    void awaitHeard(int others, Duration length) {
        Patience.until(
                length.toMillis() + " ms of the phone's sound",
                LIMIT,
                () -> heard(others).compareTo(length) >= 0);
    }

    /// Orders a call to a phone on this machine over a new trunk; the call's id.
    String dials(String callee, int port, String transport, String srtp) {
        var trunk = server.post(
                "/v1/phone-numbers", """
                {"number":"+1%d","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipPort":%d,
                 "sipProtocol":"%s","sipSrtp":"%s","agentId":"%s"}
                """.formatted(trunks.incrementAndGet(), port, transport, srtp, agentId), 201);
        var call = server.post(
                "/v1/calls", """
                {"agentId":"%s","phoneNumberId":"%s","to":"%s"}
                """.formatted(agentId, trunk.at("/data/id").asText(), callee), 201);
        return call.at("/data/id").asText();
    }

    void hangsUp(String id) {
        server.post("/v1/calls/" + id + "/hangup", "{}", 202);
    }

    /// The call of this id, once it is over.
    JsonNode over(String id) {
        Patience.until("the end of the call", LIMIT, () -> isOver(call(id)));
        return call(id);
    }

    /// The one call from this caller, once there is one.
    JsonNode from(String caller) {
        var found = new JsonNode[1];
        Patience.until("the call of " + caller, LIMIT, () -> {
            found[0] = StreamSupport.stream(server.get("/v1/calls").path("data").spliterator(), false)
                    .filter(call -> call.path("customerNumber").asText().equals(caller))
                    .findFirst()
                    .orElse(null);
            return found[0] != null;
        });
        return found[0];
    }

    /// The same, once it is over.
    JsonNode overFrom(String caller) {
        return over(from(caller).path("id").asText());
    }

    private JsonNode call(String id) {
        return server.get("/v1/calls/" + id).path("data");
    }

    private static boolean isOver(JsonNode call) {
        return !call.path("endedAt").isNull();
    }

    @Override
    public void close() {
        server.close();
        agent.close();
    }
}
