package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.DecisionTrace;
import chorus.provider.Dialling;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Where no call could have sound none is placed.
class TrafficTest {
    private final Clock clock = Clock.systemUTC();

    @Test
    void placesNoCallsWhoseStreamsTwilioWouldNotOpen() {
        assertThat(places("http://chorus.example.com")).isFalse();
        assertThat(places("https://chorus.example.com")).isTrue();
    }

    private boolean places(String publicUrl) {
        var options = new TwilioOptions(Optional.of(URI.create(publicUrl)), Optional.empty());
        var loop = new EmbeddedChannel().eventLoop();
        try (var rest = new TwilioRest(Optional.empty())) {
            var traffic = new Traffic(options, rest, new TwilioLines(), List.of(loop), Duration.ZERO, clock);
            var number = TwilioStage.number(TwilioStage.NUMBER, TwilioStage.trunk());
            return traffic.outgoing(new Dialling(
                            UUID.randomUUID(), "CA1", number, "+12025550171", Map.of(), new DecisionTrace(clock)))
                    .isPresent();
        }
    }
}
