package chorus.phonebook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a number's line stands.
///
/// @param why     one sentence
/// @param until   how long a registration lasts unless it is refreshed
/// @param history the last changes, newest first
public record LineStatus(State state, String why, Instant since, Optional<Instant> until, List<Change> history) {
    public LineStatus {
        history = List.copyOf(history);
    }

    public LineStatus(State state, String why, Instant since) {
        this(state, why, since, Optional.empty(), List.of());
    }

    public enum State {
        READY,
        CONNECTING,
        FAILED,
        UNAVAILABLE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One change of a line.
    public record Change(State state, String why, Instant at) {}
}
