package chorus.fake;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for things in tests: looks again and again, and in the end says what never came.
public final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Patience() {}

    public static void until(String what, BooleanSupplier here) {
        until(what, LIMIT, here);
    }

    /// Lets so much time pass, and does this every 20 ms or so meanwhile.
    public static void meanwhile(Duration time, Runnable each) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            each.run();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    public static void until(String what, Duration limit, BooleanSupplier here) {
        var end = System.nanoTime() + limit.toNanos();
        while (!here.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited " + limit.toMillis() + " ms in vain for " + what + ".");
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
