package chorus.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When something that was not taken is tried again: soon at first, then ever later, for a day.
final class Backoff {
    private static final Duration DAY = Duration.ofHours(24);
    private static final double LEAST = 0.75;
    private static final double SPREAD = 0.5;

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2));

    private Backoff() {}

    /// @param attempts how many there were
    /// @param since    when the first was due
    /// @param random   from 0 to 1, so that many that failed together do not come back together
    /// @return empty when the day is over: the last attempt is at its end
    static Optional<Instant> next(int attempts, Instant since, Instant now, double random) {
        var end = since.plus(DAY);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        var pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
        var next = now.plusMillis(Math.round(pause.toMillis() * (LEAST + SPREAD * random)));
        return Optional.of(next.isBefore(end) ? next : end);
    }
}
