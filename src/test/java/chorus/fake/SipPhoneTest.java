package chorus.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A judge has to be judged first: two phones' ears and mouths, face to face.
class SipPhoneTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void whatOneSaysTheOtherHears(int format) throws IOException {
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        try (var one = new PhoneSound(loopback);
                var other = new PhoneSound(loopback)) {
            other.sendsTo(Optional.empty(), format);
            one.sendsTo(Optional.of(new InetSocketAddress(loopback, other.port())), format);
            other.hearsSilence();
            one.saysTone(440, Duration.ofMillis(300));
            other.hearsTone(440);
            other.hearsSound();
            other.hearsSilence();
            one.losesEvery(2).saysTone(1000, Duration.ofMillis(400));
            other.hearsTone(1000);
            assertThat(other.heard()).allSatisfy(payload -> assertThat(payload).hasSize(160));
        }
    }
}
