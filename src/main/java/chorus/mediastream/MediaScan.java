package chorus.mediastream;

import java.nio.charset.StandardCharsets;

/// Finds the payload of a plain `media` message in one strict pass, without allocating.
///
/// Plain means: an object of scalar members and one object `media`, ASCII, no escapes, no member twice. Whatever is
/// not plain is left to the JSON parser, which also judges what is wrong.
public final class MediaScan {
    private static final byte[] EVENT = ascii("event");
    private static final byte[] STREAM_SID = ascii("streamSid");
    private static final byte[] MEDIA = ascii("media");
    private static final byte[] PAYLOAD = ascii("payload");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] NULL = ascii("null");

    private byte[] bytes = {};
    private int at;
    private int end;
    private int stringFrom;
    private int stringTo;
    private boolean eventSeen;
    private boolean mediaSeen;
    private int sidFrom;
    private int sidTo;
    private int payloadFrom;
    private int payloadTo;

    /// @return whether it is a plain `media` message; the payload's place can be asked for then
    public boolean find(byte[] message, int offset, int length) {
        bytes = message;
        at = offset;
        end = offset + length;
        eventSeen = false;
        mediaSeen = false;
        sidFrom = -1;
        payloadFrom = -1;
        return members(true) && eventSeen && payloadFrom >= 0 && !more();
    }

    public int payloadFrom() {
        return payloadFrom;
    }

    public int payloadTo() {
        return payloadTo;
    }

    /// Whether the message names no stream, or this one.
    public boolean isFor(byte[] streamSid) {
        return sidFrom < 0 || matches(sidFrom, sidTo, streamSid);
    }

    private boolean members(boolean top) {
        if (!eat('{')) {
            return false;
        }
        if (eat('}')) {
            return true;
        }
        do {
            if (!string() || !(top ? topMember() : mediaMember())) {
                return false;
            }
        } while (eat(','));
        return eat('}');
    }

    private boolean topMember() {
        if (named(EVENT)) {
            return !eventSeen && colon() && string() && named(MEDIA) && (eventSeen = true);
        }
        if (named(STREAM_SID)) {
            return sidFrom < 0 && colon() && string() && keepSid();
        }
        if (named(MEDIA)) {
            return !mediaSeen && (mediaSeen = true) && colon() && members(false);
        }
        return colon() && scalar();
    }

    private boolean mediaMember() {
        return named(PAYLOAD) ? payloadFrom < 0 && colon() && string() && keepPayload() : colon() && scalar();
    }

    private boolean keepSid() {
        sidFrom = stringFrom;
        sidTo = stringTo;
        return true;
    }

    private boolean keepPayload() {
        payloadFrom = stringFrom;
        payloadTo = stringTo;
        return true;
    }

    private boolean string() {
        if (!eat('"')) {
            return false;
        }
        stringFrom = at;
        while (at < end && bytes[at] != '"') {
            if (bytes[at] < ' ' || bytes[at] == '\\') {
                return false; // control characters, escapes, and all that is not ASCII
            }
            at++;
        }
        stringTo = at;
        return at++ < end;
    }

    private boolean scalar() {
        if (!more()) {
            return false;
        }
        return switch (bytes[at]) {
            case '"' -> string();
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> number();
        };
    }

    private boolean literal(byte[] word) {
        if (!matches(at, Math.min(at + word.length, end), word)) {
            return false;
        }
        at += word.length;
        return true;
    }

    /// RFC 8259 §6, whole numbers only: others are not plain.
    private boolean number() {
        if (bytes[at] == '-') {
            at++;
        }
        var from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        var digits = at - from;
        return digits == 1 || (digits > 1 && digits < 19 && bytes[from] != '0');
    }

    private boolean colon() {
        return eat(':');
    }

    private boolean eat(char wanted) {
        if (!more() || bytes[at] != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /// Skips white space.
    private boolean more() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at < end;
    }

    private boolean named(byte[] name) {
        return matches(stringFrom, stringTo, name);
    }

    private boolean matches(int from, int to, byte[] word) {
        return java.util.Arrays.equals(bytes, from, to, word, 0, word.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
