package chorus.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Bit by bit what an independent implementation makes of the same: ffmpeg 5.1, whose decoder and encoder were fed with
/// [#signal] and [#anyBytes], and whose results stand here by their digests.
class G722Test {
    private static final int PAIRS = 18_000;

    /// `ffmpeg -f s16le -ar 16000 -ac 1 -i signal.raw -c:a g722 -f g722 encoded.g722`
    private static final String ENCODED = "be5ba8da8944ee448c3cbe39eb3779ccc759274c647f6e740ba02d5e3035d992";

    /// `ffmpeg -f g722 -i encoded.g722 -f s16le decoded.raw`
    private static final String DECODED = "00862f21fe53ad89529d6ccc0b9bd48996f1d46ad5cdb4035ee93e7a673e5bf2";

    /// `ffmpeg -f g722 -i bytes.g722 -f s16le decoded.raw`
    private static final String ANYTHING_DECODED = "63fd827197b662dcc33ae8eba23b204f8224a0a42ae76ad8f46dec0a9e51ffc4";

    @Test
    void encodesAsOthersDo() {
        assertThat(digest(encoded())).isEqualTo(ENCODED);
    }

    @Test
    void decodesAsOthersDo() {
        assertThat(digest(decoded(encoded()))).isEqualTo(DECODED);
    }

    @Test
    void decodesWhatNoEncoderWritesAsOthersDo() {
        assertThat(digest(decoded(anyBytes()))).isEqualTo(ANYTHING_DECODED);
    }

    @Test
    void silenceIsTheByteOfAnEncoderAtRest() {
        assertThat(new G722().encode(0, 0)).isEqualTo(AudioFormat.G722.silence());
    }

    /// A rising tone under noise, a square at full scale, silence, and clicks: 16,000 samples a second.
    static short[] signal() {
        var samples = new short[2 * PAIRS];
        var random = 722;
        for (int i = 0; i < samples.length; i++) {
            random = random * 1_103_515_245 + 12_345;
            var noise = (random >> 16) / 40;
            if (i < 24_000) {
                var phase = 2 * StrictMath.PI * (100.0 * i / 16_000 + 6900.0 * i / 16_000 * i / 48_000);
                samples[i] = (short) (StrictMath.sin(phase) * (2000 + i % 5000 * 2) + noise);
            } else if (i < 28_000) {
                samples[i] = i / 20 % 2 == 0 ? Short.MIN_VALUE : Short.MAX_VALUE;
            } else if (i >= 32_000) {
                samples[i] = (short) (i % 400 == 0 ? 20_000 : 0);
            }
        }
        return samples;
    }

    static byte[] anyBytes() {
        var bytes = new byte[8000];
        var random = 64_000;
        for (int i = 0; i < bytes.length; i++) {
            random = random * 1_103_515_245 + 12_345;
            bytes[i] = (byte) (random >> 16);
        }
        return bytes;
    }

    static byte[] encoded() {
        var encoder = new G722();
        var samples = signal();
        var bytes = new byte[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            bytes[i] = encoder.encode(samples[2 * i], samples[2 * i + 1]);
        }
        return bytes;
    }

    private static byte[] decoded(byte[] bytes) {
        var decoder = new G722();
        var pair = new short[2];
        var samples = ByteBuffer.allocate(bytes.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (var code : bytes) {
            decoder.decode(code, pair, 0);
            samples.putShort(pair[0]).putShort(pair[1]);
        }
        return samples.array();
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
