package chorus.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What is told of one ended call to its agent's `postCallWebhookUrl`, until it is taken or given up.
///
/// @param id          the same at every attempt
/// @param url         where it goes, as it was when last tried
/// @param attempts    how often it was tried
/// @param nextAt      when it is tried again; empty when it is not
/// @param deliveredAt when it was taken
/// @param tries       the last of them, newest first
public record Delivery(
        UUID id,
        UUID organizationId,
        UUID agentId,
        UUID callId,
        String url,
        State state,
        int attempts,
        Instant createdAt,
        Optional<Instant> nextAt,
        Optional<Instant> deliveredAt,
        List<Attempt> tries) {
    /// How many attempts are remembered.
    public static final int MOST_TRIES = 20;

    public enum State {
        PENDING,
        DELIVERED,
        FAILED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param status of the answer, where there was one
    /// @param said   one sentence
    public record Attempt(Instant at, Optional<Integer> status, String said, Duration took) {}
}
