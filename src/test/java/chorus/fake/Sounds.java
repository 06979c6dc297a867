package chorus.fake;

import java.time.Duration;
import java.util.Arrays;

/// Sounds for tests, as µ-law at 8,000 samples a second.
public final class Sounds {
    private static final int BYTES_PER_MS = 8;

    private Sounds() {}

    /// A sine at a third of full scale.
    public static byte[] tone(double hertz, Duration length) {
        var sound = new byte[(int) length.toMillis() * BYTES_PER_MS];
        for (var i = 0; i < sound.length; i++) {
            sound[i] = encode((int) (10_000 * Math.sin(2 * Math.PI * hertz * i / 8000)));
        }
        return sound;
    }

    public static byte[] silence(Duration length) {
        var sound = new byte[(int) length.toMillis() * BYTES_PER_MS];
        Arrays.fill(sound, (byte) 0xFF);
        return sound;
    }

    /// Root mean square of the samples, of 32,767 at most.
    public static double loudness(byte[] pcmu) {
        return Math.sqrt(java.util.stream.IntStream.range(0, pcmu.length)
                .mapToDouble(i -> Math.pow(decode(pcmu[i]), 2))
                .average()
                .orElse(0));
    }

    /// G.711 µ-law, straight from its definition: segments double, each with sixteen equal steps.
    private static byte encode(int sample) {
        var best = 0;
        for (var code = 0; code < 256; code++) {
            if (Math.abs(decode((byte) code) - sample) < Math.abs(decode((byte) best) - sample)) {
                best = code;
            }
        }
        return (byte) best;
    }

    private static int decode(byte code) {
        var bits = ~code & 0xFF;
        var magnitude = ((((bits & 0x0F) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }
}
