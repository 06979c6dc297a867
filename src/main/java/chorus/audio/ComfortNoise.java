package chorus.audio;

/// The noise of a line on which nobody speaks, as loud as the far side says its own is (RFC 3389 §3).
///
/// White: the spectrum that may be told with it is left out, as a model of order 0 does. Owned by the media loop of
/// the call.
public final class ComfortNoise {
    /// Louder than any quiet room: what claims to be is no comfort.
    private static final int LOUDEST = 30;

    private static final int SOFTEST = 127;
    private static final double OVERLOAD = 32_768;
    /// The peak of evenly distributed noise by its root mean square.
    private static final double PEAK = Math.sqrt(3);

    private static final int[] PEAKS = peaks();

    private int random = 0x2545F491;
    private int peak;

    /// @param belowOverload the noise's power in -dBov, 0 to 127
    public void level(int belowOverload) {
        peak = PEAKS[Math.clamp(belowOverload, LOUDEST, SOFTEST)];
    }

    /// Writes `count` bytes of noise in a law of G.711.
    public void fill(AudioFormat law, byte[] target, int offset, int count) {
        for (int i = 0; i < count; i++) {
            target[offset + i] = G711.code(law, ((next() >> 16) * peak) >> 15);
        }
    }

    /// Marsaglia's xorshift: 32 bits that look random to the ear.
    private int next() {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return random;
    }

    private static int[] peaks() {
        var peaks = new int[SOFTEST + 1];
        for (int level = 0; level <= SOFTEST; level++) {
            peaks[level] = (int) Math.round(Math.min(OVERLOAD - 1, PEAK * OVERLOAD * Math.pow(10, -level / 20.0)));
        }
        return peaks;
    }
}
