package chorus.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// The text of one `media` message, written into the same array every time.
///
/// ```
/// {"event":"media","sequenceNumber":"3","streamSid":"MZ…","media":{"track":"inbound","chunk":"1","timestamp":"0","payload":"…"}}
/// ```
final class MediaText {
    private static final byte[] HEAD = ascii("{\"event\":\"media\",\"sequenceNumber\":\"");
    private static final byte[] TIMESTAMP = ascii("\",\"timestamp\":\"");
    private static final byte[] PAYLOAD = ascii("\",\"payload\":\"");
    private static final byte[] TAIL = ascii("\"}}");
    private static final int MOST_DIGITS = 19;

    private final byte[] chunk;
    private byte[] text = new byte[512];
    private byte[] sound = {};
    private byte[] base64 = {};
    private int length;
    private long chunks;

    MediaText(String streamSid) {
        chunk = ascii("\",\"streamSid\":\"" + streamSid + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"");
    }

    MediaText write(long sequence, long timestampMillis, byte[] bytes, int offset, int count) {
        encode(bytes, offset, count);
        length = 0;
        append(HEAD);
        append(sequence);
        append(chunk);
        append(++chunks);
        append(TIMESTAMP);
        append(timestampMillis);
        append(PAYLOAD);
        append(base64);
        append(TAIL);
        return this;
    }

    byte[] bytes() {
        return text;
    }

    int length() {
        return length;
    }

    /// The encoder wants arrays of the exact size; the intrinsic behind it is worth the copy.
    private void encode(byte[] bytes, int offset, int count) {
        if (sound.length != count) {
            sound = new byte[count];
            base64 = new byte[(count + 2) / 3 * 4];
        }
        System.arraycopy(bytes, offset, sound, 0, count);
        Base64.getEncoder().encode(sound, base64);
    }

    private void append(byte[] part) {
        room(part.length);
        System.arraycopy(part, 0, text, length, part.length);
        length += part.length;
    }

    private void append(long number) {
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
    }

    private void room(int more) {
        if (length + more > text.length) {
            text = Arrays.copyOf(text, 2 * (length + more));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
