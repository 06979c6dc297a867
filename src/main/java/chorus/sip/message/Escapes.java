package chorus.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The `%xx` escapes of a URI's user part.
final class Escapes {
    private static final String PLAIN = "-_.!~*'()&=+$,?/";

    private Escapes() {}

    /// Unescaped text; empty when an escape is broken or stands for a control character.
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
            var octet = i + 2 <= text.length() - 1 ? octet(text.charAt(i + 1), text.charAt(i + 2)) : -1;
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

    private static int octet(char high, char low) {
        var h = Character.digit(high, 16);
        var l = Character.digit(low, 16);
        return h < 0 || l < 0 ? -1 : h * 16 + l;
    }
}
