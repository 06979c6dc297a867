package chorus.call;

/// One SIP message of a call as it went over the wire, fit to be shown: secrets are masked, and what is too long is
/// cut.
///
/// @param atMillis   since the call began
/// @param peer       the far end, such as `192.0.2.1:5060`
/// @param transport  `UDP`, `TCP` or `TLS`
/// @param times      how often it went: 1, and more when it was repeated for want of an answer
/// @param lastMillis when it went last
public record Rung(long atMillis, Way way, String peer, String transport, String text, int times, long lastMillis) {
    public Rung {
        if (times < 1) {
            throw new IllegalArgumentException("A message that never went is no part of a ladder.");
        }
    }

    public enum Way {
        RECEIVED,
        SENT;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Its first line.
    public String startLine() {
        return text.lines().findFirst().orElse("");
    }
}
