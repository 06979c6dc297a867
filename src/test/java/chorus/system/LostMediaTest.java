package chorus.system;

import static chorus.TestServer.step;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.SipPhone;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Phones that are not heard any more, or never were.
class LostMediaTest {
    private static final String NUMBER = "+12025550111";

    private TestServer server;
    private FakeAgent agent;
    private SipPhone phone;

    @BeforeEach
    void start() {
        server = TestServer.start(Map.of("CHORUS_MEDIA_TIMEOUT_SECONDS", "3"));
        agent = FakeAgent.quiet();
        phone = new SipPhone(server.sipAddress());
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
    }

    @AfterEach
    void stop() {
        phone.close();
        server.close();
        agent.close();
    }

    @Test
    void aPhoneThatFallsSilentIsHungUp() {
        connect();
        phone.sound().hearsPackets(10);
        phone.sound().mutes(true);

        phone.waitsForByeWithin(Duration.ofSeconds(15));
        agent.awaitStop();
        var call = server.callOnceOver();
        assertThat(call.path("endedReason").asText()).isEqualTo("media_lost");
        assertThat(call.path("blame").asText()).isEqualTo("carrier");
        assertThat(call.path("quality").path("packetsReceived").asInt()).isPositive();
    }

    @Test
    void aPhoneThatIsNeverHeardIsNamedOnTheRecord() {
        phone.sound().mutes(true);
        connect();

        phone.waitsForByeWithin(Duration.ofSeconds(15));
        var call = server.callOnceOver();
        assertThat(call.path("endedReason").asText()).isEqualTo("media_lost");
        assertThat(step(call, "one-way audio").path("found").asText())
                .matches("We sent 1\\d\\d packets to 127\\.0\\.0\\.1:"
                        + phone.sound().port()
                        + " and received none: nothing came to 127\\.0\\.0\\.1:\\d+\\. Blame: carrier\\. .*");
        assertThat(call.path("quality").path("here").isNull()).isTrue();
    }

    @Test
    void aPhoneOnHoldMayBeSilentForLonger() {
        connect();
        phone.sound().hearsPackets(10);
        phone.holds();
        phone.sound().mutes(true);

        Patience.meanwhile(Duration.ofSeconds(5), () -> {});
        assertThat(phone.received()).noneMatch(message -> message.startsWith("BYE"));
        phone.sound().mutes(false);
        phone.resumes();
        phone.hangsUp();
        assertThat(server.callOnceOver().path("endedReason").asText()).isEqualTo("caller_hung_up");
    }

    private void connect() {
        phone.connectsTo(NUMBER);
        agent.awaitStart();
    }
}
