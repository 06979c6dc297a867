package chorus.audio;

/// Measures how much of a sound lies at one frequency (Goertzel's algorithm).
public final class Goertzel {
    private static final double SAMPLES_PER_SECOND = 8000;
    private static final double QUIET = 500;
    private static final double MOST = 0.6;

    private Goertzel() {}

    /// Whether a G.711 frame is a tone of this frequency: loud enough, and most of its energy lies there.
    public static boolean isTone(Frame frame, double hertz) {
        var step = 2 * Math.cos(2 * Math.PI * hertz / SAMPLES_PER_SECOND);
        var one = 0.0;
        var two = 0.0;
        var energy = 0.0;
        for (var at = 0; at < frame.length(); at++) {
            var sample = G711.linear(frame.format(), frame.bytes()[frame.offset() + at]);
            var next = sample + step * one - two;
            two = one;
            one = next;
            energy += (double) sample * sample;
        }
        var power = (one * one + two * two - step * one * two) / frame.length() * 2;
        return Math.sqrt(energy / frame.length()) > QUIET && power > MOST * energy;
    }
}
