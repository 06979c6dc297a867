package chorus.rtp;

import java.time.Instant;

/// Turns the loop's clock into NTP timestamps (RFC 3550 §4): seconds since 1900 and a binary fraction.
final class NtpClock {
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final long originNanos;
    private final long originSeconds;
    private final long originFraction;

    NtpClock(Instant origin, long originNanos) {
        this.originNanos = originNanos;
        this.originSeconds = origin.getEpochSecond() + SECONDS_1900_TO_1970;
        this.originFraction = origin.getNano();
    }

    /// Seconds in the upper, fraction in the lower 32 bits.
    long at(long now) {
        var nanos = now - originNanos + originFraction;
        var seconds = originSeconds + Math.floorDiv(nanos, SECOND_NANOS);
        var fraction = (Math.floorMod(nanos, SECOND_NANOS) << 32) / SECOND_NANOS;
        return seconds << 32 | fraction;
    }

    /// The middle 32 bits: units of 1/65,536 s.
    int middle(long now) {
        return (int) (at(now) >> 16);
    }
}
