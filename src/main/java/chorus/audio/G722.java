package chorus.audio;

/// ITU-T G.722 at 64 kbit/s: 16,000 samples a second, split into two bands, each coded by its differences.
///
/// ```
///  7   6   5   4   3   2   1   0
/// +-------+-----------------------+
/// | high  |          low          |   one byte for two samples
/// +-------+-----------------------+
/// ```
/// Both directions keep state: one instance for one direction of one stream, owned by its media loop.
final class G722 {
    /// The mirror filter's 24 coefficients, the second half being the first one backwards.
    private static final int[] MIRROR = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    private static final int TAPS = 24;
    /// Samples that are kept before they are moved back to the beginning.
    private static final int ROOM = TAPS + 2 * 64;

    /// Decision levels of the lower band, per 4,096 of the step size.
    private static final int[] LOW_LEVEL = {
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339,
        1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    /// What six bits stand for, per 32,768 of the step size.
    private static final int[] LOW_SIX = {
        -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360,
        -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360,
        -1040, -728, 24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192,
        6576, 6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    /// The same for their upper four bits, which alone move the predictor, so that the lower two may be lost.
    private static final int[] LOW_FOUR = {
        0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0
    };

    private static final int[] LOW_WEIGHT = {
        -60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60
    };

    private static final int HIGH_LEVEL = 564;
    private static final int[] HIGH_TWO = {-7408, -1616, 7408, 1616};
    private static final int[] HIGH_WEIGHT = {798, -214, 798, -214};

    private static final int MOST = 16_383;
    private static final int LEAST = -16_384;

    private final SubBand low = SubBand.lower();
    private final SubBand high = SubBand.higher();
    private final int[] window = new int[ROOM];
    private int end = TAPS - 2;

    /// Decodes a byte into two samples.
    void decode(byte code, short[] target, int offset) {
        var lowCode = code & 0x3F;
        var highCode = code >> 6 & 3;
        var lowSample = Math.clamp(low.estimate() + ((low.step() * LOW_SIX[lowCode]) >> 15), LEAST, MOST);
        takeLow(lowCode);
        var highDifference = (high.step() * HIGH_TWO[highCode]) >> 15;
        var highSample = Math.clamp(high.estimate() + highDifference, LEAST, MOST);
        high.take(highDifference, HIGH_WEIGHT[highCode]);
        push(lowSample + highSample, lowSample - highSample);
        target[offset] = (short) SubBand.saturated(odd() >> 11);
        target[offset + 1] = (short) SubBand.saturated(even() >> 11);
    }

    /// Encodes two samples into a byte.
    byte encode(int first, int second) {
        push(first, second);
        var odd = odd();
        var even = even();
        var lowCode = lowCode(SubBand.saturated(((odd + even) >> 14) - low.estimate()));
        takeLow(lowCode);
        var highCode = highCode(SubBand.saturated(((odd - even) >> 14) - high.estimate()));
        high.take((high.step() * HIGH_TWO[highCode]) >> 15, HIGH_WEIGHT[highCode]);
        return (byte) (highCode << 6 | lowCode);
    }

    private void takeLow(int code) {
        low.take((low.step() * LOW_FOUR[code >> 2]) >> 15, LOW_WEIGHT[code >> 2]);
    }

    /// QUANTL. Codes count down from 63 to 62 and on from 31 for negative, and down from 61 for positive differences.
    private int lowCode(int difference) {
        var magnitude = difference < 0 ? ~difference : difference;
        var level = 0;
        while (level < LOW_LEVEL.length && magnitude >= (LOW_LEVEL[level] * low.step()) >> 12) {
            level++;
        }
        if (difference >= 0) {
            return 61 - level;
        }
        return level < 2 ? 63 - level : 33 - level;
    }

    /// QUANTH.
    private int highCode(int difference) {
        var magnitude = difference < 0 ? ~difference : difference;
        var far = magnitude >= (HIGH_LEVEL * high.step()) >> 12;
        if (difference < 0) {
            return far ? 0 : 1;
        }
        return far ? 2 : 3;
    }

    private void push(int first, int second) {
        if (end + 2 > ROOM) {
            System.arraycopy(window, end - TAPS + 2, window, 0, TAPS - 2);
            end = TAPS - 2;
        }
        window[end] = first;
        window[end + 1] = second;
        end += 2;
    }

    /// The mirror filter over each second sample, the newest among them.
    private int odd() {
        var sum = 0;
        for (int i = 0, at = end - TAPS + 1; i < MIRROR.length; i++, at += 2) {
            sum += window[at] * MIRROR[MIRROR.length - 1 - i];
        }
        return sum;
    }

    /// The mirror filter over the samples between those.
    private int even() {
        var sum = 0;
        for (int i = 0, at = end - TAPS; i < MIRROR.length; i++, at += 2) {
            sum += window[at] * MIRROR[i];
        }
        return sum;
    }
}
