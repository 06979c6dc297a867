package chorus.phonebook;

import java.time.Instant;
import java.util.UUID;

/// Who owns numbers, agents, keys and a balance.
///
/// @param maxConcurrentCalls calls that may run at once
public record Organization(
        UUID id, String name, boolean active, Balance balance, int maxConcurrentCalls, Instant createdAt) {
    /// The id as agents see it, in the form of Twilio's account ids: `AC` and 32 hex digits.
    public String accountSid() {
        return "AC" + id.toString().replace("-", "");
    }
}
