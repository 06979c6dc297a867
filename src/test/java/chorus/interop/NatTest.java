package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.NatPhone;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// A NAT that forgets: before us, and before a phone.
class NatTest {
    private static final String NUMBER = "+12025550111";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Map<String, String> EVERYWHERE = Map.of("CHORUS_BIND", "0.0.0.0");

    /// The one test that takes its time: half a minute is what usual NATs remember.
    @Test
    void aRegisteredLineAndItsCallOutliveWhatTheNatRemembers() throws IOException {
        try (var nat = Nat.beforeUs(Duration.ofSeconds(30));
                var pbx = new OutsidePbx(nat);
                var silent = new DatagramSocket(0, InetAddress.ofLiteral(Nat.BEHIND));
                var agent = FakeAgent.quiet();
                var server = TestServer.start(EVERYWHERE)) {
            register(server, agent);
            pbx.awaits("registered from " + Nat.FACE, 1);
            var seen = OutsidePbx.seenPort(silent);
            pbx.obeys("ring " + NUMBER);
            agent.awaitStart();
            agent.sayTone(Duration.ofSeconds(1));
            pbx.awaits("hears somebody speak", 1);

            Patience.meanwhile(Duration.ofSeconds(32), () -> {});
            assertThat(OutsidePbx.seenPort(silent))
                    .as("the port of a flow that was silent")
                    .isNotEqualTo(seen);

            agent.sayTone(Duration.ofSeconds(1));
            pbx.awaits("hears somebody speak", 2);
            pbx.obeys("say Good morning to you behind your router.");
            pbx.obeys("press 7");
            agent.awaitDtmf('7');
            Patience.until("the PBX's words", () -> Sounds.loudness(lately(agent)) > 300);
            pbx.obeys("hang up");
            assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("caller_hung_up");

            pbx.obeys("ring " + NUMBER);
            agent.conversation(2).await("start", message -> true);
        }
    }

    @Test
    void aPhoneBehindItHearsAndIsHeardAndIsHungUpOnThoughAllItsPortsHaveChanged() {
        try (var nat = Nat.beforeThem(Duration.ofSeconds(3));
                var agent = FakeAgent.echoing();
                var server = TestServer.start(EVERYWHERE)) {
            server.numberFrom(Nat.FACE, NUMBER, server.agentAt(agent.uri()));
            var port = String.valueOf(server.sipPort());
            var phone = CompletableFuture.runAsync(
                    () -> nat.runs(NatPhone.class, LIMIT, Nat.BEHIND, Nat.OUTSIDE, port, NUMBER));

            Patience.until("the key behind the last word", LIMIT, () -> phone.isDone() || isKeyPressed(agent));
            agent.hangUp();

            phone.join();
            var call = server.callOnceOver();
            assertThat(call.path("endedReason").asText()).isEqualTo("agent_hung_up");
            assertThat(TestServer.step(call, "answer").path("found").asText()).contains(Nat.BEHIND);
            assertThat(invitedFrom(server, call)).hasSizeGreaterThan(1);
        }
    }

    private static void register(TestServer server, FakeAgent agent) {
        server.post(
                "/v1/phone-numbers",
                """
                {"number":"%s","provider":"sip","sipMode":"registration","sipProxy":"%s","sipPort":%d,
                 "sipUsername":"chorus","sipPassword":"lab-secret","agentId":"%s"}""".formatted(NUMBER, Nat.OUTSIDE, OutsidePbx.PORT, server.agentAt(agent.uri())),
                201);
    }

    /// The last second that it heard.
    private static byte[] lately(FakeAgent agent) {
        var heard = agent.conversation().heard();
        return Arrays.copyOfRange(heard, Math.max(0, heard.length - 8000), heard.length);
    }

    private static boolean isKeyPressed(FakeAgent agent) {
        return !agent.conversations().isEmpty() && agent.keys().equals("#");
    }

    /// The addresses from which the call's INVITEs came.
    private static Set<String> invitedFrom(TestServer server, JsonNode call) {
        var messages =
                server.get("/v1/calls/" + call.path("id").asText() + "/trace").at("/data/ladder/messages");
        return StreamSupport.stream(messages.spliterator(), false)
                .filter(message -> message.path("summary").asText().startsWith("INVITE "))
                .map(message -> message.path("peer").asText())
                .collect(Collectors.toSet());
    }
}
