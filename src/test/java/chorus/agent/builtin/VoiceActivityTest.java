package chorus.agent.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.G711;
import chorus.fake.Sounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VoiceActivityTest implements VoiceActivity.Listener {
    private final VoiceActivity ears = new VoiceActivity(this);
    private final List<Integer> utterances = new ArrayList<>();
    private int beginnings;

    @Override
    public void speechBegan() {
        beginnings++;
    }

    @Override
    public void speechEnded(byte[] pcmu) {
        utterances.add(pcmu.length / 8);
    }

    @Test
    void hearsNothingInSilence() {
        ears.hear(Sounds.silence(Duration.ofSeconds(20)), false);
        assertThat(beginnings).isZero();
    }

    @Test
    void takesNoClickForSpeech() {
        ears.hear(Sounds.silence(Duration.ofSeconds(1)), false);
        ears.hear(Sounds.tone(500, Duration.ofMillis(30)), false);
        ears.hear(Sounds.silence(Duration.ofSeconds(1)), false);
        assertThat(beginnings).isZero();
    }

    @Test
    void keepsWhatWasSaidWithTheMomentBefore() {
        ears.hear(Sounds.silence(Duration.ofSeconds(1)), false);
        ears.hear(Sounds.tone(500, Duration.ofMillis(800)), false);
        ears.hear(Sounds.silence(Duration.ofSeconds(1)), false);
        assertThat(utterances).containsExactly(140 + 800 + 200);
    }

    @Test
    void holdsTogetherWhatHasShortPauses() {
        for (var i = 0; i < 3; i++) {
            ears.hear(Sounds.tone(500, Duration.ofMillis(300)), false);
            ears.hear(Sounds.silence(Duration.ofMillis(400)), false);
        }
        ears.hear(Sounds.silence(Duration.ofSeconds(1)), false);
        assertThat(utterances).hasSize(1);
    }

    @Test
    void cutsWhatNeverEndsAndThenTakesItForNoise() {
        ears.hear(noise(400, Duration.ofSeconds(60)), false);
        assertThat(utterances).containsExactly(15_000);
    }

    @Test
    void hearsSpeechOverNoise() {
        ears.hear(noise(60, Duration.ofSeconds(5)), false);
        ears.hear(Sounds.tone(500, Duration.ofMillis(800)), false);
        ears.hear(noise(60, Duration.ofSeconds(5)), false);
        assertThat(utterances).hasSize(1);
    }

    @Test
    void asksForClearerSpeechOverItsOwnVoice() {
        ears.hear(noise(500, Duration.ofSeconds(2)), true);
        ears.hear(Sounds.tone(500, Duration.ofMillis(100)), true);
        assertThat(beginnings).isZero();
        ears.hear(Sounds.tone(500, Duration.ofMillis(300)), true);
        assertThat(beginnings).isEqualTo(1);
    }

    private static byte[] noise(int loudness, Duration length) {
        var random = new Random(7);
        var sound = new byte[(int) length.toMillis() * 8];
        for (var i = 0; i < sound.length; i++) {
            sound[i] = G711.code(AudioFormat.PCMU, (int) (random.nextGaussian() * loudness));
        }
        return sound;
    }
}
