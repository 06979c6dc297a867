package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import java.util.Optional;

/// The status line that the body of a NOTIFY carries as `message/sipfrag` (RFC 3420, RFC 3515 §2.4.5).
record Sipfrag(int status, String phrase) {
    private static final String VERSION = "SIP/2.0 ";
    private static final int LONGEST_PHRASE = 100;

    static Optional<Sipfrag> of(SipRequest notify) {
        var type = notify.contentType().orElse("");
        return type.equals("message/sipfrag") ? parse(notify.body()) : Optional.empty();
    }

    private static Optional<Sipfrag> parse(String body) {
        var line = body.stripLeading().lines().findFirst().orElse("");
        if (line.length() < VERSION.length() + 3 || !line.regionMatches(true, 0, VERSION, 0, VERSION.length())) {
            return Optional.empty();
        }
        var digits = line.substring(VERSION.length(), VERSION.length() + 3);
        if (!digits.matches("[1-6][0-9][0-9]")) {
            return Optional.empty();
        }
        var phrase = line.substring(VERSION.length() + 3).strip().replaceAll("\\p{Cntrl}", "");
        return Optional.of(
                new Sipfrag(Integer.parseInt(digits), phrase.substring(0, Math.min(phrase.length(), LONGEST_PHRASE))));
    }
}
