package chorus.phonebook;

import java.time.Instant;
import java.util.Locale;

/// How a number's line stands.
///
/// @param why one sentence
public record LineStatus(State state, String why, Instant since) {
    public enum State {
        READY,
        CONNECTING,
        FAILED,
        UNAVAILABLE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
