package chorus.sip.dialog;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Both sides wanted a change at once, and each refused the other's (491): who tries again when (§14.1).
final class Glare {
    private static final int GRAIN_MILLIS = 10;

    private Glare() {}

    /// @param ours the Call-ID is of our making: 2.1 to 4 s then, and 0 to 2 s otherwise, in steps of 10 ms
    static Duration pause(boolean ours, RandomGenerator random) {
        var millis = ours ? random.nextInt(210, 401) : random.nextInt(0, 201);
        return Duration.ofMillis((long) millis * GRAIN_MILLIS);
    }

    /// The Retry-After of one who asks before the last answer: 0 to 10 s (§14.2).
    static int retryAfter(RandomGenerator random) {
        return random.nextInt(0, 11);
    }
}
