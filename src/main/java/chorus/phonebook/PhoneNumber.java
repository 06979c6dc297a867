package chorus.phonebook;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A number that is connected here.
///
/// @param number  E.164 such as `+12025550100`, or a PBX extension on a SIP trunk
/// @param agentId who answers
public record PhoneNumber(
        UUID id,
        UUID organizationId,
        Optional<String> name,
        String number,
        Trunk trunk,
        Optional<UUID> agentId,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant updatedAt) {}
