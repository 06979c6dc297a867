package chorus;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Callers who ring the demo line one call after the other, several at a time.
final class RehearsalCalls {
    private static final int CALLERS = 6;

    private final int port;
    private final AtomicInteger ended = new AtomicInteger();

    /// @param port where the server speaks SIP on 127.0.0.1
    RehearsalCalls(int port) {
        this.port = port;
    }

    /// @param calls   how many to make at most
    /// @param longest after which no further call begins
    /// @return how many were answered and ended well
    int play(int calls, Duration longest) {
        var deadline = System.nanoTime() + longest.toNanos();
        var left = new AtomicInteger(calls);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < CALLERS; i++) {
                threads.execute(() -> {
                    while (left.getAndDecrement() > 0 && System.nanoTime() < deadline) {
                        call();
                    }
                });
            }
        }
        return ended.get();
    }

    /// A call that fails is one less to learn from, no more.
    private void call() {
        try (var caller = new RehearsalCaller(port)) {
            if (caller.call(FirstStart.DEMO_NUMBER)) {
                ended.incrementAndGet();
            }
        } catch (IOException _) {
            // Not counted, which is all there is to do.
        }
    }
}
