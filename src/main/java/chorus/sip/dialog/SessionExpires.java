package chorus.sip.dialog;

import chorus.sip.message.SipMessage;
import java.util.Optional;

/// A Session-Expires header (RFC 4028 §4): `1800;refresher=uac`.
record SessionExpires(long seconds, Optional<Refresher> refresher) {
    /// A day: nobody means more, and nothing overflows.
    private static final long LONGEST = 86_400;

    SessionExpires {
        if (seconds < 1 || seconds > LONGEST) {
            throw new IllegalArgumentException("A session lasts 1 to " + LONGEST + " seconds, not " + seconds + ".");
        }
    }

    /// The one that a message carries; empty when there is none, or none that could be understood.
    static Optional<SessionExpires> of(SipMessage message) {
        return message.header("Session-Expires").flatMap(SessionExpires::parse);
    }

    /// The Min-SE of a message in seconds; 0 when it has none.
    static long minimum(SipMessage message) {
        return message.header("Min-SE").map(SessionExpires::number).orElse(0L);
    }

    private static Optional<SessionExpires> parse(String value) {
        var parts = value.split(";", -1);
        var seconds = number(value);
        var refresher = Optional.<Refresher>empty();
        for (var i = 1; i < parts.length; i++) {
            var pair = parts[i].split("=", 2);
            if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("refresher")) {
                refresher = Refresher.of(pair[1].strip());
            }
        }
        return seconds < 1 ? Optional.empty() : Optional.of(new SessionExpires(seconds, refresher));
    }

    /// The number before the first semicolon, a day at most; 0 when it is none.
    private static long number(String value) {
        var semicolon = value.indexOf(';');
        var digits = (semicolon < 0 ? value : value.substring(0, semicolon)).strip();
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return digits.length() > 5 ? LONGEST : Math.min(LONGEST, Long.parseLong(digits));
    }

    @Override
    public String toString() {
        return seconds + refresher.map(each -> ";refresher=" + each).orElse("");
    }
}
