package chorus.audio;

import static chorus.audio.AudioFormat.G722;
import static chorus.audio.AudioFormat.PCMA;
import static chorus.audio.AudioFormat.PCMU;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscoderTest {
    private static final int SECOND = 8000;

    @ParameterizedTest
    @ValueSource(doubles = {200, 440, 1000, 2000, 3000, 3400})
    void telephoneSoundSurvivesTheWayThroughG722(double hertz) {
        var there = Transcoder.between(PCMU, G722);
        var back = Transcoder.between(G722, PCMU);
        var sound = Tones.sine(PCMU, hertz, 1000, 8000);
        var wire = new byte[SECOND];
        inFrames(there, sound, wire);
        inFrames(back, wire, wire);
        assertThat(strength(wire, hertz)).isCloseTo(8000, Offset.offset(600.0));
        assertThat(residue(wire, hertz, 8000)).as("all else, in dB").isLessThan(-25);
    }

    @ParameterizedTest
    @ValueSource(doubles = {4800, 5500, 6500, 7200})
    void whatAnAgentCannotHearDoesNotComeBackAsSomethingElse(double hertz) {
        var encoder = new G722();
        var wire = new byte[SECOND];
        for (int i = 0; i < SECOND; i++) {
            wire[i] = encoder.encode(sample(hertz, 2 * i), sample(hertz, 2 * i + 1));
        }
        inFrames(Transcoder.between(G722, PCMU), wire, wire);
        assertThat(20 * Math.log10(loudness(wire) / (8000 / Math.sqrt(2)))).isLessThan(-28);
    }

    @Test
    void theLawsAreWrittenAnewByteByByte() {
        var bytes = new byte[] {0x21, 0x33, (byte) 0xFF};
        var written = new byte[3];
        Transcoder.between(PCMU, PCMA).transcode(bytes, 0, written, 0, 3);
        var expected = new byte[3];
        G711.transcode(PCMU, bytes, 0, PCMA, expected, 0, 3);
        assertThat(written).isEqualTo(expected);
        Transcoder.between(PCMU, PCMU).transcode(bytes, 0, written, 0, 3);
        assertThat(written).isEqualTo(bytes);
    }

    private static void inFrames(Transcoder transcoder, byte[] from, byte[] to) {
        for (int at = 0; at < from.length; at += 160) {
            transcoder.transcode(from, at, to, at, 160);
        }
    }

    private static int sample(double hertz, int at) {
        return (int) Math.round(8000 * Math.sin(2 * Math.PI * hertz * at / 16_000));
    }

    /// The amplitude of this tone, the first 50 ms left out.
    private static double strength(byte[] sound, double hertz) {
        var real = 0.0;
        var imaginary = 0.0;
        for (int i = 400; i < sound.length; i++) {
            var sample = G711.linear(PCMU, sound[i]);
            real += sample * Math.cos(2 * Math.PI * hertz * i / 8000);
            imaginary += sample * Math.sin(2 * Math.PI * hertz * i / 8000);
        }
        return 2 * Math.hypot(real, imaginary) / (sound.length - 400);
    }

    private static double residue(byte[] sound, double hertz, double amplitude) {
        var tone = strength(sound, hertz) / Math.sqrt(2);
        var all = loudness(sound);
        return 20 * Math.log10(Math.sqrt(Math.max(1, all * all - tone * tone)) / (amplitude / Math.sqrt(2)));
    }

    private static double loudness(byte[] sound) {
        var sum = 0.0;
        for (int i = 400; i < sound.length; i++) {
            sum += Math.pow(G711.linear(PCMU, sound[i]), 2);
        }
        return Math.sqrt(sum / (sound.length - 400));
    }
}
