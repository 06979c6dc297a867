package chorus.provider.sip;

import chorus.sip.message.SipRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A key pressed, told by an INFO request: `application/dtmf-relay` with a line `Signal=5`, or `application/dtmf`
/// with the key alone.
final class KeyInfo {
    static final String TYPE = "application/dtmf-relay";

    private static final String KEYS = "0123456789*#ABCD";
    /// Some write the event's number instead (RFC 4733 §3.2).
    private static final Pattern NUMBERED = Pattern.compile("1[0-5]");

    private static final int TONE_MILLIS = 160;

    private KeyInfo() {}

    /// The body that tells of this key, of the type [#TYPE].
    static String body(char key) {
        return "Signal=" + key + "\r\nDuration=" + TONE_MILLIS + "\r\n";
    }

    static Optional<Character> digit(SipRequest info) {
        var type = info.contentType().orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith(TYPE)) {
            return info.body()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("signal="))
                    .findFirst()
                    .flatMap(line -> key(line.substring("signal=".length())));
        }
        return type.startsWith("application/dtmf") ? key(info.body()) : Optional.empty();
    }

    private static Optional<Character> key(String text) {
        var key = text.strip().toUpperCase(Locale.ROOT);
        if (key.length() == 1 && KEYS.contains(key)) {
            return Optional.of(key.charAt(0));
        }
        return NUMBERED.matcher(key).matches() ? Optional.of(KEYS.charAt(Integer.parseInt(key))) : Optional.empty();
    }
}
