package chorus.mediastream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// ASCII text that is put together again and again in the same array.
final class Line {
    private static final int MOST_DIGITS = 19;

    private byte[] text = new byte[512];
    private byte[] sound = {};
    private byte[] base64 = {};
    private int length;

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] bytes() {
        return text;
    }

    int length() {
        return length;
    }

    Line begin() {
        length = 0;
        return this;
    }

    Line add(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, text, length, part.length);
        length += part.length;
        return this;
    }

    /// @param number not negative
    Line add(long number) {
        room(MOST_DIGITS);
        var digits = 1;
        for (var rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        var rest = number;
        for (var at = length + digits - 1; at >= length; at--) {
            text[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /// The encoder wants arrays of the exact size; the intrinsic behind it is worth the copy.
    Line addBase64(byte[] bytes, int offset, int count) {
        if (sound.length != count) {
            sound = new byte[count];
            base64 = new byte[(count + 2) / 3 * 4];
        }
        System.arraycopy(bytes, offset, sound, 0, count);
        Base64.getEncoder().encode(sound, base64);
        return add(base64);
    }

    private void room(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, 2 * (length + more));
        }
    }
}
