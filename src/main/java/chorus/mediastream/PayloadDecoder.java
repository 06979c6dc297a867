package chorus.mediastream;

import java.util.Base64;

/// Decodes the base64 of `media` messages into one array that is used again and again.
public final class PayloadDecoder {
    private static final int KEPT_BYTES = 16_384;

    private byte[] text = {};
    private byte[] sound = {};

    /// @return the number of bytes of [#sound], or -1 when the text is not base64
    public int decode(byte[] bytes, int from, int to) {
        fit(to - from);
        System.arraycopy(bytes, from, text, 0, text.length);
        try {
            return Base64.getDecoder().decode(text, sound);
        } catch (IllegalArgumentException _) {
            return -1;
        }
    }

    /// What was decoded last; valid until the next time.
    public byte[] sound() {
        return sound;
    }

    /// Lets go of arrays that only a rare, long message needed.
    public void shrink() {
        if (text.length > KEPT_BYTES) {
            text = new byte[0];
            sound = new byte[0];
        }
    }

    /// The decoder wants its input to fill the array; the intrinsic behind it is worth the copy.
    private void fit(int length) {
        if (text.length != length) {
            text = new byte[length];
        }
        if (sound.length < length) {
            sound = new byte[length];
        }
    }
}
