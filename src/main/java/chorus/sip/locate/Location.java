package chorus.sip.locate;

import chorus.sip.transport.Target;
import java.time.Duration;
import java.util.List;

/// What became of looking for a host's servers.
public sealed interface Location {
    /// @param targets in the order they are to be tried, at least one
    /// @param ttl     how long this holds
    record Located(List<Target> targets, Duration ttl) implements Location {
        public Located {
            targets = List.copyOf(targets);
        }
    }

    /// @param why one sentence
    record NotFound(String why) implements Location {}
}
