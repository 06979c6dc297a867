package chorus.provider;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How often lines are looked at: once an hour, and sooner while Twilio cannot be asked.
///
/// @param drift   between two looks at a line whose state is known
/// @param first   before the network is asked again; doubled each time
/// @param longest the most that becomes of it
public record Rhythm(Duration drift, Duration first, Duration longest) {
    public static Rhythm standard() {
        return new Rhythm(Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofMinutes(5));
    }

    /// Nine tenths of it to eleven, so that accounts do not all come at once.
    Duration untilNextLook(RandomGenerator random) {
        return scaled(drift, 0.9 + 0.2 * random.nextDouble());
    }

    /// Half of it to all of it.
    Duration untilNextTry(int failures, RandomGenerator random) {
        var grown = first.multipliedBy(1L << Math.min(failures, 20));
        var pause = grown.compareTo(longest) > 0 ? longest : grown;
        return scaled(pause, 0.5 + 0.5 * random.nextDouble());
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
