package chorus.audio;

import java.util.Arrays;

/// Simple sounds: silence and sine tones.
public final class Tones {
    private static final double SAMPLES_PER_SECOND = 8000;

    private Tones() {}

    public static byte[] silence(AudioFormat format, int millis) {
        var bytes = new byte[millis * AudioFormat.BYTES_PER_MS];
        Arrays.fill(bytes, format.silence());
        return bytes;
    }

    /// @param amplitude the peak, 0 to 32,767
    public static byte[] sine(AudioFormat format, double hertz, int millis, int amplitude) {
        var bytes = new byte[millis * AudioFormat.BYTES_PER_MS];
        for (int i = 0; i < bytes.length; i++) {
            var sample = amplitude * Math.sin(2 * Math.PI * hertz * i / SAMPLES_PER_SECOND);
            bytes[i] = G711.code(format, (int) Math.round(sample));
        }
        return bytes;
    }
}
