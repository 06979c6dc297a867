package chorus.audio;

/// One of the two bands of G.722: an adaptive step size and a predictor of two poles and six zeros, which encoder and
/// decoder keep alike by feeding both with what was transmitted.
///
/// Names in capitals are the blocks of ITU-T G.722 §6.2. All numbers are 16-bit fixed point, as the recommendation
/// has them, so that both sides stay alike bit by bit.
final class SubBand {
    private static final int ZEROS = 6;
    private static final int NEARLY_ONE = 32_640; // 255/256

    /// INVQAL's table of powers: 2048 · 2^(i/32).
    private static final int[] POWER = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int largestLog;
    private final int shift;
    /// Differences as they were transmitted, the newest first, and the zeros' weights.
    private final int[] difference = new int[ZEROS + 1];
    private final int[] zero = new int[ZEROS + 1];
    private int log;
    private int step;
    private int pole1;
    private int pole2;
    private int rebuilt1;
    private int rebuilt2;
    private int partial1;
    private int partial2;
    private int fromZeros;
    private int estimate;

    private SubBand(int largestLog, int shift, int step) {
        this.largestLog = largestLog;
        this.shift = shift;
        this.step = step;
    }

    static SubBand lower() {
        return new SubBand(18_432, 8, 32);
    }

    static SubBand higher() {
        return new SubBand(22_528, 10, 8);
    }

    /// What the predictor expects the next sample to be.
    int estimate() {
        return estimate;
    }

    int step() {
        return step;
    }

    /// Takes the quantized difference that was transmitted, and the weight of its code for the step size.
    void take(int transmitted, int weight) {
        adaptPredictor(transmitted);
        adaptStep(weight);
    }

    /// LOGSCL and SCALEL, LOGSCH and SCALEH.
    private void adaptStep(int weight) {
        log = Math.clamp(((log * 127) >> 7) + weight, 0, largestLog);
        var power = POWER[log >> 6 & 31];
        var down = shift - (log >> 11);
        step = (down < 0 ? power << -down : power >> down) << 2;
    }

    private void adaptPredictor(int transmitted) {
        var rebuilt = saturated(estimate + transmitted);
        var partial = saturated(fromZeros + transmitted);
        adaptPoles(partial);
        adaptZeros(transmitted);
        rebuilt2 = rebuilt1;
        rebuilt1 = rebuilt;
        partial2 = partial1;
        partial1 = partial;
        predict();
    }

    /// UPPOL2 and UPPOL1.
    private void adaptPoles(int partial) {
        var likeLast = partial < 0 == partial1 < 0;
        var likeLastButOne = partial < 0 == partial2 < 0;
        var leaning = saturated(pole1 << 2);
        var second = Math.min(likeLast ? -leaning : leaning, Short.MAX_VALUE) >> 7;
        second += (likeLastButOne ? 128 : -128) + ((pole2 * 32_512) >> 15);
        pole2 = Math.clamp(second, -12_288, 12_288);
        var first = saturated((likeLast ? 192 : -192) + ((pole1 * NEARLY_ONE) >> 15));
        var bound = saturated(15_360 - pole2);
        pole1 = Math.clamp(first, -bound, bound);
    }

    /// UPZERO and DELAYA.
    private void adaptZeros(int transmitted) {
        var pull = transmitted == 0 ? 0 : 128;
        for (int i = ZEROS; i > 0; i--) {
            var alike = difference[i - 1] < 0 == transmitted < 0;
            zero[i] = saturated((alike ? pull : -pull) + ((zero[i] * NEARLY_ONE) >> 15));
        }
        System.arraycopy(difference, 0, difference, 1, ZEROS);
        difference[0] = transmitted;
    }

    /// FILTEP, FILTEZ and PREDIC.
    private void predict() {
        var fromPoles =
                saturated(((pole1 * saturated(rebuilt1 << 1)) >> 15) + ((pole2 * saturated(rebuilt2 << 1)) >> 15));
        var sum = 0;
        for (int i = ZEROS; i > 0; i--) {
            sum += (zero[i] * saturated(difference[i - 1] << 1)) >> 15;
        }
        fromZeros = saturated(sum);
        estimate = saturated(fromPoles + fromZeros);
    }

    static int saturated(int value) {
        return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
