package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.NatPhone;
import chorus.fake.Patience;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A phone behind a NAT that forgets: it names a private address in SDP and Contact, and its ports change.
class NatTest {
    private static final String NUMBER = "+12025550111";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Nat nat;

    @BeforeAll
    static void make() {
        nat = Nat.made();
    }

    @AfterAll
    static void clear() {
        if (nat != null) {
            nat.close();
        }
    }

    @Test
    void theNatGivesAnotherPortOnceItHasForgotten() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral(Nat.HERE))) {
            socket.setSoTimeout(20_000);
            var port = String.valueOf(socket.getLocalPort());
            var probe = CompletableFuture.runAsync(
                    () -> nat.runs(NatPhone.class, LIMIT, "probe", Nat.BEHIND, Nat.HERE, port));
            var first = new DatagramPacket(new byte[1], 1);
            var second = new DatagramPacket(new byte[1], 1);
            socket.receive(first);
            socket.receive(second);
            probe.join();
            assertThat(first.getAddress().getHostAddress()).isEqualTo(Nat.OUTSIDE);
            assertThat(second.getPort()).isNotEqualTo(first.getPort());
        }
    }

    @Test
    void aPhoneBehindItHearsAndIsHeardAndIsHungUpOnThoughAllItsPortsHaveChanged() {
        try (var agent = FakeAgent.echoing();
                var server = TestServer.start(Map.of("CHORUS_BIND", "0.0.0.0"))) {
            server.numberFrom(Nat.OUTSIDE, NUMBER, server.agentAt(agent.uri()));
            var port = String.valueOf(server.sipPort());
            var phone = CompletableFuture.runAsync(
                    () -> nat.runs(NatPhone.class, LIMIT, "call", Nat.BEHIND, Nat.HERE, port, NUMBER));

            Patience.until("the key behind the last word", LIMIT, () -> phone.isDone() || isKeyPressed(agent));
            agent.hangUp();

            phone.join();
            var call = server.callOnceOver();
            assertThat(call.path("endedReason").asText()).isEqualTo("agent_hung_up");
            assertThat(call.at("/quality/packetsReceived").asInt()).isGreaterThan(100);
            assertThat(TestServer.step(call, "answer").path("found").asText()).contains(Nat.BEHIND);
        }
    }

    private static boolean isKeyPressed(FakeAgent agent) {
        return !agent.conversations().isEmpty() && agent.keys().equals("#");
    }
}
