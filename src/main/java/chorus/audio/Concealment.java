package chorus.audio;

import java.util.Arrays;

/// What is heard instead of lost sound: the last period of the voice again and again, fading to silence within 60 ms.
///
/// The period is the one at which the last sound is most like itself, so that a vowel or a tone goes on in its phase
/// (the idea of ITU-T G.711 Appendix I). Sound that comes back is blended in over 4 ms. For one stream in one law of
/// G.711.
public final class Concealment {
    private static final int FULL = 10 * AudioFormat.BYTES_PER_MS;
    private static final int FADE = 60 * AudioFormat.BYTES_PER_MS;
    private static final int BLEND = 4 * AudioFormat.BYTES_PER_MS;
    /// Of voices from 200 to 66 Hz; higher ones and tones have a multiple in between.
    private static final int SHORTEST_PERIOD = 40;

    private static final int LONGEST_PERIOD = 120;
    /// What is compared with itself, one period earlier.
    private static final int COMPARED = 160;

    private static final int REMEMBERED = COMPARED + LONGEST_PERIOD;

    private final AudioFormat law;
    private final byte[] last = new byte[REMEMBERED];
    private final float[] samples = new float[REMEMBERED];
    private int known;
    private int period;
    private int invented;

    public Concealment(AudioFormat law) {
        this.law = law;
    }

    /// Keeps the end of what was heard.
    public void remember(byte[] bytes, int offset, int count) {
        var kept = Math.min(count, REMEMBERED);
        System.arraycopy(last, kept, last, 0, REMEMBERED - kept);
        System.arraycopy(bytes, offset + count - kept, last, REMEMBERED - kept, kept);
        known = Math.min(REMEMBERED, known + kept);
        invented = 0;
    }

    /// Writes `count` bytes that go on where the last frame, or the last concealment, ended.
    public void conceal(byte[] target, int offset, int count) {
        if (faded()) {
            Arrays.fill(target, offset, offset + count, law.silence());
            return;
        }
        for (int i = 0; i < count; i++) {
            target[offset + i] = G711.code(law, next());
        }
    }

    /// Blends the beginning of sound that comes after a concealment into it, in place.
    public void blend(byte[] bytes, int offset, int count) {
        if (invented == 0 || faded()) {
            return;
        }
        for (int i = 0; i < Math.min(count, BLEND); i++) {
            var come = G711.linear(law, bytes[offset + i]);
            bytes[offset + i] = G711.code(law, (next() * (BLEND - i) + come * i) / BLEND);
        }
    }

    /// Whether nothing but silence is left to invent.
    public boolean faded() {
        return known == 0 || invented >= FADE;
    }

    private int next() {
        if (invented == 0) {
            period = known < REMEMBERED ? Math.min(known, COMPARED) : bestPeriod();
        }
        if (invented >= FADE) {
            return 0;
        }
        var sample = G711.linear(law, last[REMEMBERED - period + invented % period]);
        var left = invented < FULL ? FADE - FULL : FADE - invented;
        invented++;
        return sample * left / (FADE - FULL);
    }

    private int bestPeriod() {
        for (int i = 0; i < REMEMBERED; i++) {
            samples[i] = G711.linear(law, last[i]);
        }
        var best = LONGEST_PERIOD;
        var likeness = 0.0;
        for (int candidate = SHORTEST_PERIOD; candidate <= LONGEST_PERIOD; candidate++) {
            var like = likeness(candidate);
            if (like > likeness) {
                likeness = like;
                best = candidate;
            }
        }
        return best;
    }

    /// Correlation with what was one period earlier, by its loudness.
    private double likeness(int candidate) {
        var product = 0f;
        var energy = 1f;
        for (int i = LONGEST_PERIOD; i < REMEMBERED; i++) {
            var earlier = samples[i - candidate];
            product += samples[i] * earlier;
            energy += earlier * earlier;
        }
        return product / Math.sqrt(energy);
    }
}
