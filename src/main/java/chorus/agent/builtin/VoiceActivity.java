package chorus.agent.builtin;

import chorus.audio.AudioFormat;
import chorus.audio.G711;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Tells speech from quiet by loudness, over a noise floor it learns, and keeps what was said.
///
/// Works on steps of 20 ms of µ-law at 8,000 samples a second.
final class VoiceActivity {
    private static final int STEP = 160;
    private static final int PRE_ROLL = 10 * STEP;
    private static final int END_STEPS = 30;
    private static final int MOST_BYTES = 15 * 8000;
    private static final int START_STEPS = 3;
    private static final int BARGE_IN_STEPS = 8;
    private static final double FACTOR = 3;
    private static final double BARGE_IN_FACTOR = 6;
    private static final double QUIETEST_SPEECH = 250;
    private static final double QUIETEST_BARGE_IN = 800;
    private static final double FLOOR_MIN = 10;
    private static final double FLOOR_MAX = 1500;

    /// Hears what is found.
    interface Listener {
        void speechBegan();

        /// @param pcmu what was said, with 200 ms before it
        void speechEnded(byte[] pcmu);
    }

    private final Listener listener;
    private final byte[] step = new byte[STEP];
    private final byte[] preRoll = new byte[PRE_ROLL];
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private int stepFilled;
    private int preRolled;
    private int loudSteps;
    private int quietSteps;
    private boolean speaking;
    private double floor = 100;
    private double quietestSaid;

    VoiceActivity(Listener listener) {
        this.listener = listener;
    }

    /// @param overOwnVoice we are talking: only clear speech counts, since our own echo may come back
    void hear(byte[] pcmu, boolean overOwnVoice) {
        for (var at = 0; at < pcmu.length; ) {
            var part = Math.min(STEP - stepFilled, pcmu.length - at);
            System.arraycopy(pcmu, at, step, stepFilled, part);
            stepFilled += part;
            at += part;
            if (stepFilled == STEP) {
                stepFilled = 0;
                take(overOwnVoice);
            }
        }
    }

    /// Forgets the speech that was going on, if any.
    void reset() {
        speaking = false;
        loudSteps = 0;
        preRolled = 0;
        said.reset();
    }

    private void take(boolean overOwnVoice) {
        var loudness = loudness();
        if (speaking) {
            quietestSaid = Math.min(quietestSaid, loudness);
            goOn(loudness > Math.max(QUIETEST_SPEECH, FACTOR * floor));
            return;
        }
        var loud = loudness > threshold(overOwnVoice);
        learn(loudness, loud);
        remember();
        loudSteps = loud ? loudSteps + 1 : 0;
        if (loudSteps >= (overOwnVoice ? BARGE_IN_STEPS : START_STEPS)) {
            begin();
        }
    }

    private double threshold(boolean overOwnVoice) {
        return overOwnVoice
                ? Math.max(QUIETEST_BARGE_IN, BARGE_IN_FACTOR * floor)
                : Math.max(QUIETEST_SPEECH, FACTOR * floor);
    }

    /// Down quickly, up slowly, and slower still under what sounds like speech.
    private void learn(double loudness, boolean loud) {
        var learnt = loudness < floor ? 0.8 * floor + 0.2 * loudness : floor * (loud ? 1.002 : 1.02);
        floor = Math.clamp(Math.min(learnt, Math.max(loudness, floor)), FLOOR_MIN, FLOOR_MAX);
    }

    private void remember() {
        if (preRolled == PRE_ROLL) {
            System.arraycopy(preRoll, STEP, preRoll, 0, PRE_ROLL - STEP);
            preRolled -= STEP;
        }
        System.arraycopy(step, 0, preRoll, preRolled, STEP);
        preRolled += STEP;
    }

    private void begin() {
        speaking = true;
        quietSteps = 0;
        quietestSaid = FLOOR_MAX;
        said.reset();
        said.write(preRoll, 0, preRolled);
        preRolled = 0;
        listener.speechBegan();
    }

    private void goOn(boolean loud) {
        said.write(step, 0, STEP);
        quietSteps = loud ? 0 : quietSteps + 1;
        if (quietSteps == END_STEPS) {
            end((END_STEPS - 10) * STEP); // 200 ms of the pause stay
        } else if (said.size() >= MOST_BYTES) {
            floor = Math.max(floor, quietestSaid); // who never pauses is, at the quietest, noise
            end(0);
        }
    }

    private void end(int tail) {
        var all = said.toByteArray();
        reset();
        listener.speechEnded(Arrays.copyOf(all, all.length - tail));
    }

    private double loudness() {
        var sum = 0.0;
        for (var code : step) {
            double sample = G711.linear(AudioFormat.PCMU, code);
            sum += sample * sample;
        }
        return Math.sqrt(sum / STEP);
    }
}
