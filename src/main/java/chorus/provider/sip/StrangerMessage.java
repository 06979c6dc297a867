package chorus.provider.sip;

import chorus.phonebook.Stranger.Cause;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipUri;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a stranger's message says, read from its first lines without parsing the rest.
///
/// @param dialled   who is meant; empty when that cannot be read
/// @param userAgent what sent it; empty when it does not say
record StrangerMessage(String dialled, String userAgent) {
    private static final int READ = 2_048;
    private static final int LONGEST = 64;
    private static final Pattern REQUEST = Pattern.compile("[A-Z]{2,20} (sips?|tel):.*", Pattern.DOTALL);

    StrangerMessage {
        dialled = fit(dialled);
        userAgent = fit(userAgent);
    }

    /// What kind of message it is, by its first word.
    static Cause cause(ByteBuffer bytes) {
        var line = text(bytes, LONGEST);
        if (line.startsWith("SIP/")) {
            return Cause.RESPONSE;
        }
        if (line.startsWith("INVITE ")) {
            return Cause.CALL;
        }
        if (line.startsWith("REGISTER ")) {
            return Cause.REGISTRATION;
        }
        return REQUEST.matcher(line).matches() ? Cause.REQUEST : Cause.NOISE;
    }

    /// Only calls and registrations say a number that is worth reading.
    static boolean saysWhoIsMeant(Cause cause) {
        return switch (cause) {
            case CALL, REGISTRATION, SHARED_SOURCE -> true;
            case REQUEST, RESPONSE, CONNECTION, NOISE -> false;
        };
    }

    static StrangerMessage read(ByteBuffer bytes) {
        var text = text(bytes, READ);
        var isCall = text.startsWith("INVITE ");
        return new StrangerMessage(
                isCall
                        ? requested(text)
                        : header(text, "To", "t")
                                .flatMap(NameAddr::parse)
                                .map(to -> to.uri().user())
                                .orElse(""),
                header(text, "User-Agent", "User-Agent").orElse(""));
    }

    static StrangerMessage of(SipRequest invite) {
        return new StrangerMessage(
                Invitation.dialled(invite), invite.header("User-Agent").orElse(""));
    }

    /// The user of the Request-URI.
    private static String requested(String text) {
        var words = text.lines().findFirst().orElse("").split(" ", 3);
        return words.length < 2 ? "" : SipUri.parse(words[1]).map(SipUri::user).orElse("");
    }

    private static Optional<String> header(String text, String name, String compact) {
        return text.lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> isNamed(line, name) || isNamed(line, compact))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static boolean isNamed(String line, String name) {
        var colon = line.indexOf(':');
        return colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name);
    }

    private static String text(ByteBuffer bytes, int most) {
        var read = new byte[Math.min(most, bytes.remaining())];
        bytes.get(bytes.position(), read);
        return new String(read, StandardCharsets.UTF_8);
    }

    private static String fit(String text) {
        return Quote.clean(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    }
}
