package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.TestServer;
import chorus.fake.BadNetwork;
import chorus.fake.Continuity;
import chorus.fake.FakeAgent;
import chorus.fake.SipPhone;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A caller whose network is bad, as the agent hears it. How bad it may be, `LossTest` proves on a clock of its own; a
/// busy machine may add to it here.
class BadNetworkTest {
    private static final String NUMBER = "+12025550111";
    private static final Duration LENGTH = Duration.ofSeconds(7);

    private TestServer server;
    private FakeAgent agent;
    private BadNetwork network;
    private SipPhone phone;

    @BeforeEach
    void start() {
        server = TestServer.start();
        agent = FakeAgent.quiet();
        network = new BadNetwork();
        phone = new SipPhone(server.sipAddress()).through(network);
        server.numberFor(NUMBER, server.agentAt(agent.uri()));
    }

    @AfterEach
    void stop() {
        phone.close();
        network.close();
        server.close();
        agent.close();
    }

    @Test
    void onePercentOfLossIsNotHeard() {
        network.loses(0.01);
        var tone = tone();
        assertThat(tone.wholeShare()).isGreaterThan(0.97);
        assertThat(tone.longestGapMs()).isLessThanOrEqualTo(60);
    }

    @Test
    void fivePercentAndDisorderAreSurvivedAndStandOnTheRecord() {
        network.loses(0.05).delays(40).doubles(0.03);
        var tone = tone();
        assertThat(tone.wholeShare()).isGreaterThan(0.93);

        phone.hangsUp();
        var quality = server.callOnceOver().path("quality");
        assertThat(quality.path("packetsLost").asInt()).isPositive();
        assertThat(quality.at("/here/lossPercent").asDouble()).isBetween(1.0, 12.0);
        assertThat(quality.at("/here/jitterMs").asDouble()).isGreaterThan(2);
        assertThat(quality.at("/here/mos").asDouble()).isBetween(2.0, 4.2);
    }

    private Continuity tone() {
        phone.connectsTo(NUMBER);
        agent.awaitStart();
        phone.sound().saysTone(440, LENGTH);
        return Continuity.of(agent.awaitHeard(LENGTH.plusSeconds(1)), 440, 10_000);
    }
}
