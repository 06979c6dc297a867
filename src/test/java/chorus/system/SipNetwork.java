package chorus.system;

import chorus.TestServer;
import chorus.fake.Patience;
import chorus.fake.pbx.LabPbx;
import java.net.InetAddress;
import java.util.UUID;

/// A PBX at a known address.
final class SipNetwork implements PhoneNetwork {
    private final LabPbx pbx = new LabPbx(InetAddress.ofLiteral("127.0.0.1"), 0, "chorus", "lab-secret", _ -> {});
    private final TestServer server = TestServer.start();

    @Override
    public TestServer server() {
        return server;
    }

    @Override
    public UUID number(String agentId) {
        var made = server.post("/v1/phone-numbers", """
                {"number":"%s","provider":"sip","sipMode":"ip_allowlist","sipIp":"127.0.0.1","sipPort":%d,
                 "agentId":%s}""".formatted(NUMBER, pbx.peerPort(), agentId), 201);
        return UUID.fromString(made.at("/data/id").asText());
    }

    @Override
    public Party rings() {
        pbx.callPeer(server.sipAddress(), NUMBER);
        return new Extension();
    }

    @Override
    public Party friend() {
        return new Extension();
    }

    @Override
    public String busy() {
        return "1001";
    }

    @Override
    public void close() {
        server.close();
        pbx.close();
    }

    /// Whoever talks at the PBX.
    private final class Extension implements Party {
        @Override
        public void speaks() {
            Patience.until("the call to be answered", pbx::isTalking);
            pbx.say("hello");
        }

        @Override
        public void presses(String keys) {
            pbx.press(keys);
        }

        @Override
        public byte[] heard() {
            return pbx.heard();
        }

        @Override
        public void hangsUp() {
            pbx.hangUp();
        }

        @Override
        public boolean isGone() {
            return !pbx.isTalking();
        }
    }
}
