package chorus.provider.sip;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time that registrations live by; for tests it may run faster than ours.
///
/// @param speed how many of its seconds pass in one of ours
record Tempo(InstantSource clock, int speed) {
    static Tempo of(InstantSource clock) {
        return new Tempo(clock, 1);
    }

    Instant now() {
        return clock.instant();
    }

    /// How long to wait, in our nanoseconds, until it is so late.
    long nanosUntil(Instant moment) {
        return Math.max(0, Duration.between(now(), moment).toNanos() / speed);
    }
}
