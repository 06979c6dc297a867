package chorus.system;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.pbx.LabPbx;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A whole server between a small PBX and an agent that says nothing by itself, and one number that the PBX may call.
final class AgentAtLabPbx implements AutoCloseable {
    static final String NUMBER = "+12025550142";

    final TestServer server = TestServer.start();
    final FakeAgent agent = FakeAgent.quiet();
    /// What the PBX tells of itself.
    final List<String> told = new CopyOnWriteArrayList<>();

    final LabPbx pbx = new LabPbx(InetAddress.ofLiteral("127.0.0.1"), 0, "chorus", "lab-secret", told::add);

    AgentAtLabPbx() {
        server.post("/v1/phone-numbers", """
                {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipPort":%d,
                 "agentId":"%s"}""".formatted(NUMBER, pbx.peerPort(), server.agentAt(agent.uri())), 201);
    }

    /// The PBX calls the number.
    void call() {
        pbx.callPeer(server.sipAddress(), NUMBER);
    }

    @Override
    public void close() {
        pbx.close();
        server.close();
        agent.close();
    }
}
