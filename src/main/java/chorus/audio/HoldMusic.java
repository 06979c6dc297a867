package chorus.audio;

/// A few soft bars for callers who wait: broken chords of a plucked string, computed once and played in a circle.
///
/// Ours to the last note, so that nobody holds rights in it.
final class HoldMusic {
    private static final int NOTE_SAMPLES = 2400; // 300 ms
    private static final double PEAK = 5000;

    /// Semitones above A (220 Hz): two bars each of A minor, F, C and G.
    private static final int[][] CHORDS = {{0, 3, 7, 12}, {-4, 0, 3, 8}, {3, 7, 10, 15}, {-2, 2, 5, 10}};

    private static final int[] ORDER = {0, 1, 2, 3, 2, 1, 2, 1};
    private static final short[] BARS = bars();

    private HoldMusic() {}

    /// Writes `count` bytes from the sample at `from` on.
    ///
    /// @return where to go on
    static int fill(AudioFormat law, byte[] target, int count, int from) {
        var at = from;
        for (int i = 0; i < count; i++) {
            target[i] = G711.code(law, BARS[at]);
            at = at + 1 == BARS.length ? 0 : at + 1;
        }
        return at;
    }

    private static short[] bars() {
        var bars = new double[CHORDS.length * ORDER.length * NOTE_SAMPLES];
        var start = 0;
        for (var chord : CHORDS) {
            for (var note : ORDER) {
                pluck(bars, start, 220 * Math.pow(2, chord[note] / 12.0));
                start += NOTE_SAMPLES;
            }
        }
        var samples = new short[bars.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(bars[i]);
        }
        return samples;
    }

    /// Three overtones that fade, into the next notes and around the end of the circle.
    private static void pluck(double[] bars, int start, double hertz) {
        var radians = 2 * Math.PI * hertz / 8000;
        for (int i = 0; i < 3 * NOTE_SAMPLES; i++) {
            var fading = Math.min(1, i / 40.0) * Math.exp(-i / 2200.0);
            var string = Math.sin(radians * i) + 0.4 * Math.sin(2 * radians * i) + 0.15 * Math.sin(3 * radians * i);
            bars[(start + i) % bars.length] += PEAK * fading * string;
        }
    }
}
