package chorus.provider.sip;

import java.time.Duration;
import java.time.Instant;

/// How many of the strangers' packets are read: a few at once, then so many a second. Guarded by its owner's lock.
final class ReadingPace {
    private static final int AT_ONCE = 50;
    private static final int PER_SECOND = 25;

    private double left = AT_ONCE;
    private Instant since;

    ReadingPace(Instant now) {
        since = now;
    }

    /// Takes one when there is one.
    boolean allows(Instant now) {
        var elapsed = Math.max(0, Duration.between(since, now).toMillis());
        left = Math.min(AT_ONCE, left + elapsed * PER_SECOND / 1_000.0);
        since = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
