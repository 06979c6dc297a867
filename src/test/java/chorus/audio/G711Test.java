package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Against the decision values of ITU-T G.711, tables 1 and 2, built here from their steps.
class G711Test {
    /// µ-law, 14 bits: one interval of 1, 15 of 2, then 16 each of 4, 8, … 256.
    private static final List<Integer> MU_DECISIONS = decisions(
            new int[] {1, 1},
            new int[] {15, 2},
            new int[] {16, 4},
            new int[] {16, 8},
            new int[] {16, 16},
            new int[] {16, 32},
            new int[] {16, 64},
            new int[] {16, 128},
            new int[] {16, 256});
    /// A-law, 13 bits: 32 intervals of 2, then 16 each of 4, 8, … 128.
    private static final List<Integer> A_DECISIONS = decisions(
            new int[] {32, 2},
            new int[] {16, 4},
            new int[] {16, 8},
            new int[] {16, 16},
            new int[] {16, 32},
            new int[] {16, 64},
            new int[] {16, 128});

    private static List<Integer> decisions(int[]... steps) {
        var values = new ArrayList<>(List.of(0));
        for (var step : steps) {
            for (int i = 0; i < step[0]; i++) {
                values.add(values.getLast() + step[1]);
            }
        }
        return values;
    }

    @Test
    void theTablesEndWhereTheRecommendationSays() {
        assertThat(MU_DECISIONS).hasSize(129);
        assertThat(MU_DECISIONS.getLast()).isEqualTo(8159);
        assertThat(A_DECISIONS).hasSize(129);
        assertThat(A_DECISIONS.getLast()).isEqualTo(4096);
    }

    @Test
    void eachMuLawCodeStandsForTheMiddleOfItsInterval() {
        for (int n = 0; n < 128; n++) {
            var middle = n == 0 ? 0 : (MU_DECISIONS.get(n) + MU_DECISIONS.get(n + 1)) / 2 * 4;
            assertThat(G711.linear(AudioFormat.PCMU, (byte) (0xFF - n))).isEqualTo((short) middle);
            assertThat(G711.linear(AudioFormat.PCMU, (byte) (0x7F - n))).isEqualTo((short) -middle);
        }
    }

    @Test
    void eachALawCodeStandsForTheMiddleOfItsInterval() {
        for (int n = 0; n < 128; n++) {
            var middle = (A_DECISIONS.get(n) + A_DECISIONS.get(n + 1)) / 2 * 8;
            assertThat(G711.linear(AudioFormat.PCMA, (byte) ((0x80 + n) ^ 0x55)))
                    .isEqualTo((short) middle);
            assertThat(G711.linear(AudioFormat.PCMA, (byte) (n ^ 0x55))).isEqualTo((short) -middle);
        }
    }

    @Test
    void eachSampleGetsTheCodeOfItsInterval() {
        for (int sample = 0; sample <= Short.MAX_VALUE; sample++) {
            assertThat(G711.code(AudioFormat.PCMU, sample))
                    .isEqualTo((byte) (0xFF - interval(MU_DECISIONS, sample / 4.0)));
            assertThat(G711.code(AudioFormat.PCMA, sample))
                    .isEqualTo((byte) ((0x80 + interval(A_DECISIONS, sample / 8.0)) ^ 0x55));
        }
    }

    @Test
    void negativeSamplesMirrorPositiveOnes() {
        for (int sample = 1; sample <= Short.MAX_VALUE; sample++) {
            assertThat(G711.code(AudioFormat.PCMU, -sample) & 0xFF)
                    .isEqualTo(G711.code(AudioFormat.PCMU, sample) & 0x7F);
            assertThat(G711.code(AudioFormat.PCMA, -sample) & 0xFF)
                    .isEqualTo(G711.code(AudioFormat.PCMA, sample - 1) & 0x7F);
        }
    }

    @Test
    void allCodesSurviveTheWayThroughLinear() {
        for (int code = 0; code < 256; code++) {
            assertThat(G711.code(AudioFormat.PCMA, G711.linear(AudioFormat.PCMA, (byte) code)))
                    .isEqualTo((byte) code);
            if (code != 0x7F) {
                assertThat(G711.code(AudioFormat.PCMU, G711.linear(AudioFormat.PCMU, (byte) code)))
                        .isEqualTo((byte) code);
            }
        }
    }

    @Test
    void clipsWhatSixteenBitsCannotHold() {
        assertThat(G711.code(AudioFormat.PCMU, 1_000_000)).isEqualTo((byte) 0x80);
        assertThat(G711.code(AudioFormat.PCMU, -1_000_000)).isEqualTo((byte) 0x00);
        assertThat(G711.code(AudioFormat.PCMA, 1_000_000)).isEqualTo((byte) 0xAA);
        assertThat(G711.code(AudioFormat.PCMA, -1_000_000)).isEqualTo((byte) 0x2A);
    }

    @Test
    void transcodingTakesTheOtherLawsIntervalAndKeepsTheSign() {
        for (int code = 0; code < 256; code++) {
            var mu = (byte) code;
            var toA = transcode(AudioFormat.PCMU, mu, AudioFormat.PCMA);
            assertThat(toA & 0x80).isEqualTo(mu & 0x80);
            assertThat(magnitude(toA)).isEqualTo(magnitude(positive(AudioFormat.PCMU, AudioFormat.PCMA, mu)));
            var a = (byte) code;
            var toMu = transcode(AudioFormat.PCMA, a, AudioFormat.PCMU);
            assertThat(toMu & 0x80).isEqualTo(a & 0x80);
            assertThat(magnitude(toMu)).isEqualTo(magnitude(positive(AudioFormat.PCMA, AudioFormat.PCMU, a)));
        }
    }

    @Test
    void aRoundTripOfLawsMovesACodeByAtMostOneInterval() {
        for (int code = 0; code < 256; code++) {
            var there = transcode(AudioFormat.PCMU, (byte) code, AudioFormat.PCMA);
            var back = transcode(AudioFormat.PCMA, there, AudioFormat.PCMU);
            assertThat(Math.abs((back & 0x7F) - (code & 0x7F)))
                    .as("code %02x", code)
                    .isLessThanOrEqualTo(1);
            var again = transcode(AudioFormat.PCMU, back, AudioFormat.PCMA);
            assertThat(again).isEqualTo(there);
        }
    }

    @Test
    void silenceStaysSilent() {
        assertThat(transcode(AudioFormat.PCMU, AudioFormat.PCMU.silence(), AudioFormat.PCMA))
                .isEqualTo(AudioFormat.PCMA.silence());
        assertThat(Math.abs(G711.linear(
                        AudioFormat.PCMU, transcode(AudioFormat.PCMA, AudioFormat.PCMA.silence(), AudioFormat.PCMU))))
                .isLessThanOrEqualTo(8);
    }

    @Test
    void equalFormatsPassUntouched() {
        var bytes = Tones.sine(AudioFormat.PCMA, 440, 20, 10_000);
        var copy = new byte[bytes.length];
        G711.transcode(AudioFormat.PCMA, bytes, 0, AudioFormat.PCMA, copy, 0, bytes.length);
        assertThat(copy).isEqualTo(bytes);
    }

    private static int interval(List<Integer> decisions, double magnitude) {
        for (int n = 127; n > 0; n--) {
            if (magnitude >= decisions.get(n)) {
                return n;
            }
        }
        return 0;
    }

    private static byte transcode(AudioFormat from, byte code, AudioFormat to) {
        var one = new byte[] {code};
        G711.transcode(from, one, 0, to, one, 0, 1);
        return one[0];
    }

    private static byte positive(AudioFormat from, AudioFormat to, byte code) {
        return G711.code(to, Math.abs((int) G711.linear(from, code)));
    }

    private static int magnitude(byte code) {
        return code & 0x7F;
    }
}
