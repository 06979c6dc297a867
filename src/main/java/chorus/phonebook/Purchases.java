package chorus.phonebook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What was ordered with money, so that nothing is ever bought twice.
public interface Purchases {
    /// Notes an order before it goes out. What was noted under the same key before stays, and is returned.
    Purchase order(UUID organizationId, String key, String request, UUID phoneNumberId, Instant now);

    Optional<Purchase> find(UUID organizationId, String key);

    void becomes(UUID organizationId, String key, State state, Instant now);

    /// @param request       a fingerprint of what was asked for
    /// @param phoneNumberId which the number gets, or got
    /// @param isNew         noted just now
    record Purchase(String request, UUID phoneNumberId, State state, boolean isNew) {}

    enum State {
        /// May have gone out.
        ORDERED,
        BOUGHT,
        /// Refused for certain: nothing was bought.
        REFUSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
