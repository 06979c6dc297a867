package chorus.audio;

/// Finds where somebody speaks, by loudness over a noise floor that it learns; pauses shorter than a breath are
/// bridged.
///
/// Sound comes with its place in time; a gap in it is silence. Works in steps of 20 ms of G.711, and allocates nothing.
/// Owned by the media loop of the call.
public final class SpeechDetector {
    private static final int STEP_BYTES = 160;
    private static final int STEP_MILLIS = 20;
    private static final int START_STEPS = 3;
    private static final int HANGOVER_MILLIS = 400;
    private static final double QUIETEST_SPEECH = 250;
    private static final double FACTOR = 3;
    private static final double FLOOR_MIN = 10;
    private static final double FLOOR_MAX = 1500;

    private final Listener listener;
    private double squares;
    private int filled;
    private long position;
    private int loudSteps;
    private boolean speaking;
    private long lastLoud;
    private double floor = 100;

    /// Hears what was found.
    public interface Listener {
        /// @param fromMillis when the first sound of it was
        /// @param toMillis   when the last was
        void spoke(long fromMillis, long toMillis);

        /// Speech goes on since then.
        default void began(long fromMillis) {}
    }

    private long since;

    public SpeechDetector(Listener listener) {
        this.listener = listener;
    }

    /// @param atMillis when its first sample is heard
    public void hear(Frame frame, long atMillis) {
        if (atMillis - position > STEP_MILLIS || atMillis < position - STEP_MILLIS) {
            jump(atMillis);
        }
        var bytes = frame.bytes();
        var end = frame.offset() + frame.length();
        for (var i = frame.offset(); i < end; i++) {
            double sample = G711.linear(frame.format(), bytes[i]);
            squares += sample * sample;
            if (++filled == STEP_BYTES) {
                step(Math.sqrt(squares / STEP_BYTES));
            }
        }
    }

    /// What is heard from then on is not heard any more; speech under way ends there.
    public void cut(long atMillis) {
        if (speaking) {
            end(Math.min(lastLoud, Math.max(since, atMillis)));
        }
        filled = 0;
        squares = 0;
        loudSteps = 0;
        position = atMillis;
    }

    private void jump(long atMillis) {
        if (speaking && atMillis - lastLoud > HANGOVER_MILLIS) {
            end(lastLoud);
        }
        filled = 0;
        squares = 0;
        loudSteps = 0;
        position = atMillis;
    }

    private void step(double loudness) {
        filled = 0;
        squares = 0;
        position += STEP_MILLIS;
        var loud = loudness > Math.max(QUIETEST_SPEECH, FACTOR * floor);
        learn(loudness, loud);
        loudSteps = loud ? loudSteps + 1 : 0;
        if (loud && (speaking || loudSteps >= START_STEPS)) {
            lastLoud = position;
        }
        if (!speaking && loudSteps >= START_STEPS) {
            speaking = true;
            since = position - (long) START_STEPS * STEP_MILLIS;
            listener.began(since);
        } else if (speaking && position - lastLoud >= HANGOVER_MILLIS) {
            end(lastLoud);
        }
    }

    private void end(long atMillis) {
        speaking = false;
        loudSteps = 0;
        listener.spoke(since, atMillis);
    }

    /// Down quickly, up slowly, and not at all under speech.
    private void learn(double loudness, boolean loud) {
        if (loudness < floor) {
            floor = Math.max(FLOOR_MIN, 0.8 * floor + 0.2 * loudness);
        } else if (!loud) {
            floor = Math.min(FLOOR_MAX, floor * 1.02);
        }
    }
}
