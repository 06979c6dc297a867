package chorus.sip.transaction;

import java.time.Duration;

/// The base times of §17.1.1.1, from which all timers follow.
///
/// @param t1 an estimate of the round trip
/// @param t2 the longest pause between repeats
/// @param t4 how long a message may wander in the network
public record Timing(Duration t1, Duration t2, Duration t4) {
    public static final Timing STANDARD =
            new Timing(Duration.ofMillis(500), Duration.ofSeconds(4), Duration.ofSeconds(5));

    /// 64 · T1: after this, silence is an answer.
    public Duration patience() {
        return times(64);
    }

    /// The pause before repeat number `repeats`, doubling up to T2.
    public Duration pause(int repeats) {
        var doubled = unboundedPause(repeats);
        return doubled.compareTo(t2) < 0 ? doubled : t2;
    }

    /// Timer A doubles without end (§17.1.1.2), and so do the repeats of reliable answers; others end it.
    public Duration unboundedPause(int repeats) {
        return times(1L << Math.min(repeats, 10));
    }

    /// For every message anew, so without the large numbers that [Duration#multipliedBy] makes.
    private Duration times(long factor) {
        return Duration.ofNanos(t1.toNanos() * factor);
    }
}
