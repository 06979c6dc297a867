package chorus.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The `%xx` escapes of a URI's user part and parameters.
final class Escapes {
    private static final String PLAIN = "-_.!~*'()&=+$,?/";

    private Escapes() {}

    /// Every percent sign begins an escape.
    static boolean areSound(String text) {
        for (var at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (octet(text, at) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Unescaped text; empty when an escape is broken or stands for a control character. Escapes are undone once.
    static Optional<String> read(String text) {
        if (text.indexOf('%') < 0) {
            return Optional.of(text);
        }
        var bytes = new ByteArrayOutputStream(text.length());
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '%') {
                bytes.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            var octet = octet(text, i);
            if (octet < 0x20 || octet == 0x7F) {
                return Optional.empty();
            }
            bytes.write(octet);
            i += 2;
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }

    static void write(StringBuilder to, String text) {
        for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (octet & 0xFF);
            if (Grammar.isAlphanumeric(c) || PLAIN.indexOf(c) >= 0) {
                to.append(c);
            } else {
                to.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
    }

    /// What the escape at this percent sign stands for, or -1 when it is none.
    private static int octet(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        var high = Character.digit(text.charAt(at + 1), 16);
        var low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
