package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComfortNoiseTest {
    private final ComfortNoise noise = new ComfortNoise();
    private final byte[] target = new byte[8000];

    @ParameterizedTest
    @CsvSource({"40, -40", "50, -50", "60, -60", "0, -30", "29, -30"})
    void isAsLoudAsWasToldButNeverLouderThanAQuietRoom(int told, double heard) {
        noise.level(told);
        noise.fill(AudioFormat.PCMU, target, 0, target.length);
        var sum = 0.0;
        for (var code : target) {
            sum += Math.pow(G711.linear(AudioFormat.PCMU, code), 2);
        }
        var level = 20 * Math.log10(Math.sqrt(sum / target.length) / 32_768);
        assertThat(level).isCloseTo(heard, Offset.offset(1.0));
    }

    @Test
    void theSoftestLevelIsSilence() {
        noise.level(127);
        noise.fill(AudioFormat.PCMU, target, 0, target.length);
        for (var code : target) {
            assertThat(Math.abs((int) G711.linear(AudioFormat.PCMU, code))).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void doesNotHum() {
        noise.level(40);
        noise.fill(AudioFormat.PCMU, target, 0, target.length);
        for (int lag = 1; lag <= 200; lag++) {
            var product = 0.0;
            var energy = 0.0;
            for (int i = lag; i < target.length; i++) {
                var now = G711.linear(AudioFormat.PCMU, target[i]);
                product += (double) now * G711.linear(AudioFormat.PCMU, target[i - lag]);
                energy += (double) now * now;
            }
            assertThat(Math.abs(product / energy))
                    .as("likeness after %d samples", lag)
                    .isLessThan(0.08);
        }
    }
}
