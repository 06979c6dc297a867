package chorus.webhook;

import java.io.IOException;
import java.time.Duration;

/// When one letter's time is over, however many lookups, connections and redirects it takes.
///
/// @param nanos on the clock of `System.nanoTime`
record Deadline(long nanos) {
    /// How long the next step may take.
    ///
    /// @return at least a millisecond, as zero would be for ever to a socket
    Duration left(Duration most) throws IOException {
        var left = Duration.ofNanos(nanos - System.nanoTime());
        if (left.toMillis() < 1) {
            throw new IOException("its time was over");
        }
        return left.compareTo(most) < 0 ? left : most;
    }
}
