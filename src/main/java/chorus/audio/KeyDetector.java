package chorus.audio;

/// Hears keys that are pressed as tones in the sound, within the limits of ITU-T Q.24, and takes speech for none.
///
/// Blocks of 102 samples (12.75 ms) go through Goertzel's filter at the eight frequencies. A block carries a key when
/// one row and one column stand out from the rest of theirs, are about equally strong, make up most of the block's
/// energy, and the column has no overtone. Two pure such blocks in a row are a press, so 40 ms of exact tones always
/// are
/// one, or three of any; three without it are its end, so a gap of less than 10 ms is none. For one stream in one law
/// of G.711, owned by its media loop.
public final class KeyDetector {
    public static final char NONE = 0;

    private static final int BLOCK = 102;
    private static final int BLOCKS_OF_PURE_PRESS = 2;
    private static final int BLOCKS_OF_PRESS = 3;
    private static final int BLOCKS_OF_PAUSE = 3;

    /// A tone of -33 dBm0, whose peak is 500.
    private static final float WEAKEST = 500f * BLOCK / 2 * (500f * BLOCK / 2);
    /// The column may be 5 dB stronger than the row, and 10 dB weaker: Q.24's 4 and 8, and what leaks between them.
    private static final float COLUMN_STRONGER = 3.2f;

    private static final float ROW_STRONGER = 10;
    /// 8 dB above the others of its group.
    private static final float STANDS_OUT = 6.3f;
    /// Of the energy of a block that both tones must have: the filter loses a quarter of tones that are 1.5 % off.
    private static final float SHARE = 0.72f;
    /// What exact tones have of it.
    private static final float PURE_SHARE = 0.85f;
    /// A voice that hits both tones has overtones; a telephone's are weaker than -6 dB by far. Those of rows cannot be
    /// told from columns.
    private static final float OVERTONE = 0.25f;

    private static final float[] STEP = steps();

    private final AudioFormat law;
    private final float[] one = new float[STEP.length];
    private final float[] two = new float[STEP.length];
    private final float[] power = new float[STEP.length];
    private float energy;
    private int filled;
    private char candidate;
    private int hits;
    private int pureHits;
    private boolean pure;
    private char pressed;
    private int misses;

    public KeyDetector(AudioFormat law) {
        this.law = law;
    }

    /// Takes the next sound.
    ///
    /// @return the key that became a press in it, or [#NONE]
    public char hear(byte[] bytes, int offset, int length) {
        var key = NONE;
        for (int i = 0; i < length; i++) {
            take(G711.linear(law, bytes[offset + i]));
            if (++filled == BLOCK) {
                var found = judge(keyOfBlock());
                key = found == NONE ? key : found;
                restart();
            }
        }
        return key;
    }

    private void take(int sample) {
        energy += (float) sample * sample;
        for (int i = 0; i < STEP.length; i++) {
            var next = sample + STEP[i] * one[i] - two[i];
            two[i] = one[i];
            one[i] = next;
        }
    }

    private char judge(char key) {
        if (key != NONE && key == pressed) {
            misses = 0;
            return NONE;
        }
        if (pressed != NONE && ++misses >= BLOCKS_OF_PAUSE) {
            pressed = NONE;
        }
        if (key != candidate) {
            candidate = key;
            hits = 0;
            pureHits = 0;
        }
        hits++;
        pureHits = pure ? pureHits + 1 : 0;
        if (key == NONE || (hits < BLOCKS_OF_PRESS && pureHits < BLOCKS_OF_PURE_PRESS)) {
            return NONE;
        }
        pressed = key;
        candidate = NONE;
        misses = 0;
        return key;
    }

    private char keyOfBlock() {
        for (int i = 0; i < STEP.length; i++) {
            power[i] = one[i] * one[i] + two[i] * two[i] - STEP[i] * one[i] * two[i];
        }
        var row = strongest(0);
        var column = strongest(4);
        var low = power[row];
        var high = power[column];
        var loud = low >= WEAKEST && high >= WEAKEST;
        var even = high <= low * COLUMN_STRONGER && low <= high * ROW_STRONGER;
        var share = (low + high) / (energy * BLOCK / 2 + 1);
        pure = share >= PURE_SHARE;
        var bare = power[column + 4] <= OVERTONE * high;
        return loud && even && bare && share >= SHARE && alone(row, 0) && alone(column, 4)
                ? Keys.at(row, column - 4)
                : NONE;
    }

    private int strongest(int from) {
        var best = from;
        for (int i = from + 1; i < from + 4; i++) {
            best = power[i] > power[best] ? i : best;
        }
        return best;
    }

    private boolean alone(int best, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i != best && power[i] * STANDS_OUT > power[best]) {
                return false;
            }
        }
        return true;
    }

    private void restart() {
        filled = 0;
        energy = 0;
        for (int i = 0; i < STEP.length; i++) {
            one[i] = 0;
            two[i] = 0;
        }
    }

    /// For rows, for columns, and for the columns' first overtones.
    private static float[] steps() {
        var steps = new float[12];
        for (int i = 0; i < 4; i++) {
            steps[i] = step(Keys.ROW[i]);
            steps[4 + i] = step(Keys.COLUMN[i]);
            steps[8 + i] = step(2 * Keys.COLUMN[i]);
        }
        return steps;
    }

    private static float step(double hertz) {
        return (float) (2 * Math.cos(2 * Math.PI * hertz / 8000));
    }
}
