package chorus.phonebook;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A number in its account at Twilio that points at us, and how it stood before.
///
/// @param access   what the account is asked with
/// @param resource the account's own id of the number
/// @param before   settings by name, to be put back
/// @param set      the same settings as we left them: what differs from these by now was changed by somebody
/// else
public record Takeover(
        UUID id,
        UUID phoneNumberId,
        String number,
        Trunk.Twilio access,
        String resource,
        Map<String, String> before,
        Map<String, String> set,
        Instant at) {
    public Takeover {
        before = Map.copyOf(before);
        set = Map.copyOf(set);
    }
}
