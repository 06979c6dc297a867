package chorus.audio;

import java.util.Arrays;

/// Makes the sound of hold for one caller. Owned by the media loop of the call.
public final class Holding {
    private static final int QUIET_LINE = 50; // -dBov

    private final ComfortNoise noise = new ComfortNoise();
    private final HoldSound sound;
    private int place;

    public Holding(HoldSound sound) {
        this.sound = sound;
        noise.level(QUIET_LINE);
    }

    /// Writes the next `count` bytes in a law of G.711.
    public void fill(AudioFormat law, byte[] target, int count) {
        switch (sound) {
            case MUSIC -> place = HoldMusic.fill(law, target, count, place);
            case NOISE -> noise.fill(law, target, 0, count);
            case SILENCE -> Arrays.fill(target, 0, count, law.silence());
        }
    }
}
