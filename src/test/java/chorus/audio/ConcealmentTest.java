package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcealmentTest {
    private final Concealment concealment = new Concealment();
    private final byte[] target = new byte[160];

    @Test
    void isSilentBeforeAnythingWasHeard() {
        concealment.conceal(AudioFormat.PCMA, target, 0, 160);
        assertThat(target).containsOnly(AudioFormat.PCMA.silence());
    }

    @Test
    void repeatsTheLastFrameMoreAndMoreQuietly() {
        concealment.remember(AudioFormat.PCMU, Tones.sine(AudioFormat.PCMU, 400, 20, 16_000), 0, 160);
        var before = 16_000;
        for (int frame = 0; frame < 3; frame++) {
            assertThat(concealment.faded()).isFalse();
            concealment.conceal(AudioFormat.PCMU, target, 0, 160);
            var loudest = loudest();
            assertThat(loudest).isBetween(1, before);
            before = loudest;
        }
        assertThat(concealment.faded()).isTrue();
        concealment.conceal(AudioFormat.PCMU, target, 0, 160);
        assertThat(target).containsOnly(AudioFormat.PCMU.silence());
    }

    @Test
    void doesNotMixLaws() {
        concealment.remember(AudioFormat.PCMU, Tones.sine(AudioFormat.PCMU, 400, 20, 16_000), 0, 160);
        concealment.conceal(AudioFormat.PCMA, target, 0, 160);
        assertThat(target).containsOnly(AudioFormat.PCMA.silence());
    }

    private int loudest() {
        var loudest = 0;
        for (var code : target) {
            loudest = Math.max(loudest, Math.abs((int) G711.linear(AudioFormat.PCMU, code)));
        }
        return loudest;
    }
}
