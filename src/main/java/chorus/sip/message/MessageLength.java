package chorus.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Where a message ends in a stream: its head ends with an empty line, and Content-Length tells the rest (§18.3).
public final class MessageLength {
    private MessageLength() {}

    /// The length of the body that follows this head, or -1 when the head does not say it soundly.
    public static int ofBody(byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1);
        var found = -1L;
        for (var at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) {
            var colon = text.indexOf(':', at);
            if (colon < 0) {
                return checked(found);
            }
            if (isContentLength(text.substring(at + 2, colon))) {
                var end = text.indexOf("\r\n", colon);
                var length = Grammar.number(
                        text.substring(colon + 1, end < 0 ? text.length() : end).strip());
                if (length < 0 || (found >= 0 && found != length)) {
                    return -1;
                }
                found = length;
            }
        }
        return checked(found);
    }

    /// Whether a message says soundly where it ends, as each must that comes over a stream.
    public static boolean isSaid(byte[] message) {
        var end = new String(message, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        return ofBody(end < 0 ? message : Arrays.copyOf(message, end)) >= 0;
    }

    private static boolean isContentLength(String name) {
        return name.length() <= 20 && HeaderNames.known(name.stripTrailing()).equals(Optional.of("Content-Length"));
    }

    private static int checked(long length) {
        return length > MessageParser.MAX_MESSAGE ? -1 : (int) length;
    }
}
