package chorus.audio;

/// A low-pass filter at 4 kHz for sound of 16,000 samples a second: passes 3.4 kHz, stops 4.6 kHz by 50 dB and 5 kHz by
/// 75.
///
/// A half-band filter: every second coefficient but the middle one is 0, so that halving and doubling the rate cost
/// twelve multiplications a sample. Delays by 23 of the fast samples. One instance for one direction of one stream.
final class HalfBand {
    /// Coefficients on each side that are not 0.
    private static final int SIDE = 12;
    /// Kaiser's parameter for 60 dB and more.
    private static final double BETA = 6;

    /// By their distance from the middle: 1, 3, 5, … of the fast samples.
    private static final float[] SIDES = sides();

    private static final int SPAN = 2 * SIDE;
    private static final int ROOM = SPAN + 160;

    /// For halving, the odd fast samples; for doubling, the slow ones.
    private final float[] window = new float[ROOM];
    /// For halving, the even fast samples, which meet the middle coefficient alone.
    private final float[] middle = new float[SIDE + 1];
    private int end = SPAN - 1;

    /// Takes two samples and gives the one between them.
    int halved(int first, int second) {
        System.arraycopy(middle, 1, middle, 0, SIDE);
        middle[SIDE] = first;
        push(second);
        // The window ends with the newest odd sample; the middle is the even one right among its two halves.
        return Math.round((filtered() + middle[1]) / 2);
    }

    /// Takes a sample and writes the two that it becomes.
    void doubled(int sample, int[] target) {
        push(sample);
        target[0] = Math.round(filtered());
        target[1] = Math.round(window[end - SIDE]);
    }

    private void push(int sample) {
        if (end == ROOM) {
            System.arraycopy(window, end - SPAN + 1, window, 0, SPAN - 1);
            end = SPAN - 1;
        }
        window[end++] = sample;
    }

    private float filtered() {
        var sum = 0f;
        for (int i = 0; i < SIDE; i++) {
            sum += SIDES[i] * (window[end - 1 - SIDE - i] + window[end - SIDE + i]);
        }
        return sum;
    }

    /// Sinc under Kaiser's window, scaled so that they add up to 1.
    private static float[] sides() {
        var weight = new double[SIDE];
        var sum = 0.0;
        for (int i = 0; i < SIDE; i++) {
            var distance = 2 * i + 1;
            var place = distance / (2.0 * SIDE);
            weight[i] = Math.sin(Math.PI * distance / 2) / distance * bessel(BETA * Math.sqrt(1 - place * place));
            sum += 2 * weight[i];
        }
        var sides = new float[SIDE];
        for (int i = 0; i < SIDE; i++) {
            sides[i] = (float) (weight[i] / sum);
        }
        return sides;
    }

    /// The modified Bessel function of the first kind and order 0.
    private static double bessel(double x) {
        var term = 1.0;
        var sum = 1.0;
        for (int k = 1; k < 40; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
