package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcealmentTest {
    private static final int FRAME = 160;

    private final Concealment concealment = new Concealment(AudioFormat.PCMU);
    private final byte[] target = new byte[FRAME];

    @Test
    void isSilentBeforeAnythingWasHeard() {
        var silent = new Concealment(AudioFormat.PCMA);
        silent.conceal(target, 0, FRAME);
        assertThat(target).containsOnly(AudioFormat.PCMA.silence());
    }

    @Test
    void goesOnMoreAndMoreQuietly() {
        hear(tone(400, 3), 0, 2);
        var before = 16_384;
        for (int frame = 0; frame < 3; frame++) {
            assertThat(concealment.faded()).isFalse();
            concealment.conceal(target, 0, FRAME);
            var loudest = loudest();
            assertThat(loudest).isBetween(1, before);
            before = loudest;
        }
        assertThat(concealment.faded()).isTrue();
        concealment.conceal(target, 0, FRAME);
        assertThat(target).containsOnly(AudioFormat.PCMU.silence());
    }

    @ParameterizedTest
    @ValueSource(doubles = {110, 145, 230, 310, 440, 697, 1000, 1633, 2500})
    void aToneGoesOnInItsPhase(double hertz) {
        var whole = tone(hertz, 5);
        hear(whole, 0, 2);
        concealment.conceal(target, 0, FRAME);
        var wrong = 0.0;
        var right = 0.0;
        for (int i = 0; i < 80; i++) {
            var meant = G711.linear(AudioFormat.PCMU, whole[2 * FRAME + i]);
            wrong += Math.pow(G711.linear(AudioFormat.PCMU, target[i]) - meant, 2);
            right += Math.pow(meant, 2);
        }
        assertThat(wrong / right)
                .as("share of the energy that is wrong in 10 ms")
                .isLessThan(0.25);
    }

    @Test
    void soundThatComesBackIsBlendedIn() {
        hear(tone(400, 2), 0, 2);
        concealment.conceal(target, 0, FRAME);
        var last = G711.linear(AudioFormat.PCMU, target[FRAME - 1]);
        var back = new byte[FRAME];
        Arrays.fill(back, G711.code(AudioFormat.PCMU, -12_000));
        concealment.blend(back, 0, FRAME);
        assertThat((int) G711.linear(AudioFormat.PCMU, back[0])).isBetween(last - 4000, last + 4000);
        assertThat((int) G711.linear(AudioFormat.PCMU, back[32])).isBetween(-12_500, -11_500);
    }

    @Test
    void soundWithoutALossIsLeftAlone() {
        var sound = tone(400, 3);
        hear(sound, 0, 2);
        var next = Arrays.copyOfRange(sound, 2 * FRAME, 3 * FRAME);
        concealment.blend(next, 0, FRAME);
        assertThat(next).isEqualTo(Arrays.copyOfRange(sound, 2 * FRAME, 3 * FRAME));
    }

    private void hear(byte[] sound, int from, int frames) {
        for (int i = from; i < from + frames; i++) {
            concealment.remember(sound, i * FRAME, FRAME);
        }
    }

    private static byte[] tone(double hertz, int frames) {
        return Tones.sine(AudioFormat.PCMU, hertz, 20 * frames, 16_000);
    }

    private int loudest() {
        var loudest = 0;
        for (var code : target) {
            loudest = Math.max(loudest, Math.abs((int) G711.linear(AudioFormat.PCMU, code)));
        }
        return loudest;
    }
}
