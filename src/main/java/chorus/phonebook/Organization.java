package chorus.phonebook;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Who owns numbers, agents, keys and a balance.
///
/// @param maxConcurrentCalls  calls that may run at once
/// @param allowedDestinations beginnings of numbers abroad that may be dialled, such as `+44`; `+` allows every country
/// @param pricePerMinute      what calls cost on numbers without a price of their own, in the balance's currency
public record Organization(
        UUID id,
        String name,
        boolean active,
        Balance balance,
        int maxConcurrentCalls,
        List<String> allowedDestinations,
        BigDecimal pricePerMinute,
        Instant createdAt) {
    public Organization {
        allowedDestinations = List.copyOf(allowedDestinations);
    }

    public Organization(
            UUID id, String name, boolean active, Balance balance, int maxConcurrentCalls, Instant createdAt) {
        this(id, name, active, balance, maxConcurrentCalls, List.of(), BigDecimal.ZERO, createdAt);
    }

    /// The id as agents see it, in the form of Twilio's account ids: `AC` and 32 hex digits.
    public String accountSid() {
        return "AC" + id.toString().replace("-", "");
    }
}
