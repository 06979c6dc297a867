package chorus.phonebook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Who owns numbers, agents, keys and a balance.
///
/// @param maxConcurrentCalls  calls that may run at once
/// @param allowedDestinations beginnings of numbers abroad that may be dialled, such as `+44`; `+` allows every country
public record Organization(
        UUID id,
        String name,
        boolean active,
        Balance balance,
        int maxConcurrentCalls,
        List<String> allowedDestinations,
        Instant createdAt) {
    public Organization {
        allowedDestinations = List.copyOf(allowedDestinations);
    }

    public Organization(
            UUID id, String name, boolean active, Balance balance, int maxConcurrentCalls, Instant createdAt) {
        this(id, name, active, balance, maxConcurrentCalls, List.of(), createdAt);
    }

    /// The id as agents see it, in the form of Twilio's account ids: `AC` and 32 hex digits.
    public String accountSid() {
        return "AC" + id.toString().replace("-", "");
    }
}
