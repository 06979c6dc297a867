package chorus.store;

import chorus.call.Delivery.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An attempt as it stands in its delivery's row.
record AttemptRow(String at, @Nullable Integer status, String said, long tookMillis) {
    @SuppressWarnings("NullAway") // JSON's null is Java's null here.
    static AttemptRow of(Attempt attempt) {
        return new AttemptRow(
                attempt.at().toString(),
                attempt.status().orElse(null),
                attempt.said(),
                attempt.took().toMillis());
    }

    Attempt attempt() {
        return new Attempt(Instant.parse(at), Optional.ofNullable(status), said, Duration.ofMillis(tookMillis));
    }
}
