package chorus.audio;

/// The two laws of ITU-T G.711: eight bits for a sample, fine steps for quiet sound and coarse ones for loud.
///
/// ```
///  7   6   5   4   3   2   1   0
/// +---+-----------+---------------+
/// | s |  segment  |   interval    |   µ-law: all bits inverted on the wire
/// +---+-----------+---------------+   A-law: even bits inverted on the wire
/// ```
/// Linear samples have 16 bits; the laws use the upper 14 (µ) and 13 (A) of them.
public final class G711 {
    private static final int SIGN = 0x80;
    private static final int MU_INVERSION = 0xFF;
    private static final int A_INVERSION = 0x55;
    /// Shifts µ-law's decision values so that each segment begins at a power of two: 33 in 14 bits.
    private static final int MU_BIAS = 33 << 2;

    private static final int MU_CLIP = 0x7FFF - MU_BIAS;

    private static final short[] MU_LINEAR = new short[256];
    private static final short[] A_LINEAR = new short[256];
    private static final byte[] MU_TO_A = new byte[256];
    private static final byte[] A_TO_MU = new byte[256];

    static {
        for (int code = 0; code < 256; code++) {
            var mu = code ^ MU_INVERSION;
            var muMagnitude = muMagnitude(mu & 0x7F);
            MU_LINEAR[code] = (short) ((mu & SIGN) == 0 ? muMagnitude : -muMagnitude);
            MU_TO_A[code] = (byte) (((~mu & SIGN) | aCode(muMagnitude)) ^ A_INVERSION);

            var a = code ^ A_INVERSION;
            var aMagnitude = aMagnitude(a & 0x7F);
            A_LINEAR[code] = (short) ((a & SIGN) != 0 ? aMagnitude : -aMagnitude);
            A_TO_MU[code] = (byte) (((~a & SIGN) | muCode(aMagnitude)) ^ MU_INVERSION);
        }
    }

    private G711() {}

    /// The 16-bit sample that a code stands for.
    public static short linear(AudioFormat format, byte code) {
        return switch (format) {
            case PCMU -> MU_LINEAR[code & 0xFF];
            case PCMA -> A_LINEAR[code & 0xFF];
            case G722 -> throw noLaw(format);
        };
    }

    /// The code of the interval in which a sample lies; what exceeds 16 bits is clipped.
    public static byte code(AudioFormat format, int sample) {
        var clipped = Math.clamp(sample, Short.MIN_VALUE, Short.MAX_VALUE);
        return switch (format) {
            case PCMU -> (byte) ((clipped < 0 ? SIGN | muCode(-clipped) : muCode(clipped)) ^ MU_INVERSION);
            case PCMA -> (byte) ((clipped < 0 ? aCode(-clipped - 1) : SIGN | aCode(clipped)) ^ A_INVERSION);
            case G722 -> throw noLaw(format);
        };
    }

    /// Copies `length` codes, written anew when the laws differ. The arrays may be the same, at the same offset.
    public static void transcode(
            AudioFormat from, byte[] source, int offset, AudioFormat to, byte[] target, int targetOffset, int length) {
        if (from == to) {
            System.arraycopy(source, offset, target, targetOffset, length);
            return;
        }
        var table = from == AudioFormat.PCMU ? MU_TO_A : A_TO_MU;
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = table[source[offset + i] & 0xFF];
        }
    }

    private static IllegalArgumentException noLaw(AudioFormat format) {
        return new IllegalArgumentException(format + " is no law of G.711, and its bytes cannot be read one by one.");
    }

    private static int muMagnitude(int code) {
        var segment = code >> 4;
        var interval = code & 0xF;
        return (((interval << 3) + MU_BIAS) << segment) - MU_BIAS;
    }

    private static int muCode(int magnitude) {
        var biased = Math.min(magnitude, MU_CLIP) + MU_BIAS;
        var segment = segment(biased);
        return segment << 4 | (biased >> (segment + 3) & 0xF);
    }

    private static int aMagnitude(int code) {
        var segment = code >> 4;
        var middle = ((code & 0xF) << 4) + 8;
        return segment == 0 ? middle : (middle + 0x100) << (segment - 1);
    }

    private static int aCode(int magnitude) {
        if (magnitude < 0x100) {
            return magnitude >> 4;
        }
        var segment = segment(magnitude);
        return segment << 4 | (magnitude >> (segment + 3) & 0xF);
    }

    /// The segment of a magnitude: each begins at twice the one before, the first at 2⁷.
    private static int segment(int magnitude) {
        return 24 - Integer.numberOfLeadingZeros(magnitude);
    }
}
