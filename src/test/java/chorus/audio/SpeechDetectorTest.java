package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.Sounds;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeechDetectorTest {
    private final List<String> spoken = new ArrayList<>();
    private final SpeechDetector detector = new SpeechDetector((from, to) -> spoken.add(from + "-" + to));
    private final Frame frame = new Frame();
    private long at;

    @Test
    void findsSpeechBetweenSilences() {
        silence(1000);
        tone(600);
        silence(1000);

        assertThat(spoken).containsExactly("1000-1600");
    }

    @Test
    void bridgesShortPausesAndPartsLongOnes() {
        tone(500);
        silence(300);
        tone(500);
        silence(900);
        tone(500);
        silence(500);

        assertThat(spoken).containsExactly("0-1300", "2200-2700");
    }

    @Test
    void takesClicksForNoSpeech() {
        silence(500);
        tone(40);
        silence(1000);

        assertThat(spoken).isEmpty();
    }

    @Test
    void takesAGapForSilence() {
        tone(500);
        at += 5_000;
        tone(500);
        at += 5_000;
        silence(20);

        assertThat(spoken).containsExactly("0-500", "5500-6000");
    }

    @Test
    void endsSpeechWhereItIsCut() {
        tone(1000);
        detector.cut(400);

        assertThat(spoken).containsExactly("0-400");
    }

    @Test
    void allocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var quiet = new SpeechDetector((_, _) -> {});
        var sound = Sounds.tone(440, Duration.ofMillis(20));
        for (var i = 0; i < 20_000; i++) {
            quiet.hear(frame.over(AudioFormat.PCMU, sound, 0, sound.length), i * 20L);
        }
        var before = threads.getCurrentThreadAllocatedBytes();
        for (var i = 20_000; i < 120_000; i++) {
            quiet.hear(frame.over(AudioFormat.PCMU, sound, 0, sound.length), i * 20L);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    }

    private void tone(int millis) {
        hear(Sounds.tone(440, Duration.ofMillis(millis)));
    }

    private void silence(int millis) {
        var quiet = new byte[millis * AudioFormat.BYTES_PER_MS];
        Arrays.fill(quiet, AudioFormat.PCMU.silence());
        hear(quiet);
    }

    private void hear(byte[] pcmu) {
        for (var i = 0; i < pcmu.length; i += 160) {
            detector.hear(frame.over(AudioFormat.PCMU, pcmu, i, Math.min(160, pcmu.length - i)), at);
            at += 20;
        }
    }
}
