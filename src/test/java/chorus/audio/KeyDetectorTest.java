package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.agent.builtin.Speech;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits of ITU-T Q.24, Annex A (those of AT&T).
class KeyDetectorTest {
    private static final String ALL = "123A456B789C*0#D";

    private final StringBuilder heard = new StringBuilder();
    private final KeyDetector detector = new KeyDetector(AudioFormat.PCMU);
    private final Random random = new Random(24);

    @Test
    void hearsEveryKeyThatWeSendOurselves() {
        for (var key : keys(ALL)) {
            hear(Keys.sound(AudioFormat.PCMU, key));
        }
        assertThat(heard).hasToString(ALL);
    }

    @Test
    void hearsEveryKeyOfFortyMillisecondsWhereverItBegins() {
        for (int shift = 0; shift < 102; shift += 7) {
            for (var key : keys(ALL)) {
                silence(45 + shift % 5);
                hear(new byte[shift % 8], (byte) 0xFF);
                press(key, 40, 1, 1, 4000, 4000);
                silence(40);
            }
        }
        assertThat(heard).hasToString(ALL.repeat(15));
    }

    @ParameterizedTest
    @CsvSource({"1.015, 1.015", "0.985, 0.985", "1.015, 0.985", "0.985, 1.015"})
    void hearsTonesThatAreOnePointFivePercentOff(double row, double column) {
        for (var key : keys(ALL)) {
            press(key, 60, row, column, 4000, 4000);
            silence(60);
        }
        assertThat(heard).hasToString(ALL);
    }

    @ParameterizedTest
    @CsvSource({"1.035, 1", "0.965, 1", "1, 1.035", "1, 0.965"})
    void leavesTonesAloneThatAreThreePointFivePercentOff(double row, double column) {
        for (var key : keys("159D")) {
            press(key, 60, row, column, 4000, 4000);
            silence(60);
        }
        assertThat(heard.length()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"4000, 6300", "6300, 2512"})
    void hearsTonesOfDifferentStrength(double row, double column) {
        for (var key : keys(ALL)) {
            press(key, 60, 1, 1, row, column);
            silence(60);
        }
        assertThat(heard).hasToString(ALL);
    }

    @ParameterizedTest
    @CsvSource({"1500, 6000", "9000, 1500", "4000, 0", "0, 4000"})
    void leavesTonesAloneThatAreTooDifferent(double row, double column) {
        for (var key : keys(ALL)) {
            press(key, 60, 1, 1, row, column);
            silence(60);
        }
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1260, 11_000})
    void hearsWeakAndLoudOnes(double peak) {
        for (var key : keys(ALL)) {
            press(key, 60, 1, 1, peak, peak);
            silence(60);
        }
        assertThat(heard).hasToString(ALL);
    }

    @Test
    void aLongPressIsOne() {
        press('5', 10_000, 1, 1, 4000, 4000);
        assertThat(heard).hasToString("5");
    }

    @Test
    void anInterruptionOfLessThanTenMillisecondsIsNone() {
        for (int i = 0; i < 20; i++) {
            press('5', 60 + i, 1, 1, 4000, 4000);
            silence(9);
            press('5', 60, 1, 1, 4000, 4000);
            silence(60);
        }
        assertThat(heard).hasToString("5".repeat(20));
    }

    @Test
    void theSameKeyTwiceIsTwo() {
        for (int i = 0; i < 20; i++) {
            press('5', 50 + i, 1, 1, 4000, 4000);
            silence(40);
        }
        assertThat(heard).hasToString("5".repeat(20));
    }

    @Test
    void hearsKeysThroughNoise() {
        for (int round = 0; round < 5; round++) {
            for (var key : keys(ALL)) {
                hear(noisy(tone(key, 60, 1, 1, 4000, 4000), 400));
                hear(noisy(new double[480], 400));
            }
        }
        assertThat(heard).hasToString(ALL.repeat(5));
    }

    @Test
    void takesSpeechForNoKeys() {
        var sentences = "Please call Stella. Ask her to bring these things with her from the store. Six spoons of fresh"
                + " snow peas, five thick slabs of blue cheese, and maybe a snack for her brother Bob. We also need"
                + " a small plastic snake and a big toy frog for the kids. She can scoop these things into three"
                + " red bags, and we will go meet her Wednesday at the train station.";
        try (var voice = Speech.loading()) {
            for (var sentence : sentences.strip().split("(?<=[.,])(?=.)", -1)) {
                var speech = voice.pcmu(sentence);
                assertThat(speech).isNotEmpty();
                hear(speech);
            }
        }
        assertThat(heard).isEmpty();
    }

    /// Vowels of every pitch with moving formants: rich in overtones, as voices are.
    @Test
    void takesSungVowelsForNoKeys() {
        for (double pitch = 80; pitch < 500; pitch *= 1.02) {
            var samples = new double[8000];
            for (int i = 0; i < samples.length; i++) {
                for (int overtone = 1; overtone * pitch < 3800; overtone++) {
                    var hertz = overtone * pitch;
                    var formants = 0.15 + peak(hertz, 500 + 400.0 * i / 8000) + peak(hertz, 1100 + 700.0 * i / 8000);
                    samples[i] += 6000 * formants / overtone * Math.sin(2 * Math.PI * hertz * i / 8000);
                }
            }
            hear(coded(samples));
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void takesNoiseForNoKeys() {
        hear(noisy(new double[8000 * 60], 8000));
        assertThat(heard).isEmpty();
    }

    private static double peak(double hertz, double formant) {
        return 1 / (1 + Math.pow((hertz - formant) / 80, 2));
    }

    private void press(char key, int millis, double rowOff, double columnOff, double row, double column) {
        hear(coded(tone(key, millis, rowOff, columnOff, row, column)));
    }

    private static double[] tone(char key, int millis, double rowOff, double columnOff, double row, double column) {
        var place = ALL.indexOf(key);
        var samples = new double[millis * 8];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = row * Math.sin(2 * Math.PI * Keys.ROW[place / 4] * rowOff * i / 8000)
                    + column * Math.sin(2 * Math.PI * Keys.COLUMN[place % 4] * columnOff * i / 8000);
        }
        return samples;
    }

    private byte[] noisy(double[] samples, double deviation) {
        var noisy = samples.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += deviation * random.nextGaussian();
        }
        return coded(noisy);
    }

    private static byte[] coded(double[] samples) {
        var bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = G711.code(AudioFormat.PCMU, (int) Math.round(samples[i]));
        }
        return bytes;
    }

    private void silence(int millis) {
        hear(Tones.silence(AudioFormat.PCMU, millis));
    }

    private void hear(byte[] sound, byte filling) {
        java.util.Arrays.fill(sound, filling);
        hear(sound);
    }

    private void hear(byte[] sound) {
        for (int at = 0; at < sound.length; at += 160) {
            var key = detector.hear(sound, at, Math.min(160, sound.length - at));
            if (key != KeyDetector.NONE) {
                heard.append(key);
            }
        }
    }

    private static List<Character> keys(String keys) {
        return keys.chars().mapToObj(key -> (char) key).toList();
    }
}
