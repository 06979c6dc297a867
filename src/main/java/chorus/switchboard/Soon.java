package chorus.switchboard;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A transfer's outcome that may still come when the call is over already.
final class Soon {
    /// A little longer than the networks are waited for.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private Soon() {}

    static Optional<Conclusion> of(CompletableFuture<Optional<Conclusion>> pending) {
        return pending.copy()
                .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
