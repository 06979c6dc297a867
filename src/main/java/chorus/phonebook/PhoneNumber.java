package chorus.phonebook;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A number that is connected here.
///
/// @param number  E.164 such as `+12025550100`, or a PBX extension on a SIP trunk
/// @param agentId who answers
/// @param rules   what holds for its calls
public record PhoneNumber(
        UUID id,
        UUID organizationId,
        Optional<String> name,
        String number,
        Trunk trunk,
        Optional<UUID> agentId,
        CallRules rules,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant updatedAt) {
    public PhoneNumber(
            UUID id,
            UUID organizationId,
            Optional<String> name,
            String number,
            Trunk trunk,
            Optional<UUID> agentId,
            Map<String, Object> metadata,
            Instant createdAt,
            Instant updatedAt) {
        this(id, organizationId, name, number, trunk, agentId, CallRules.STANDARD, metadata, createdAt, updatedAt);
    }

    /// The same number under another id.
    public PhoneNumber withId(UUID other) {
        return new PhoneNumber(
                other, organizationId, name, number, trunk, agentId, rules, metadata, createdAt, updatedAt);
    }

    /// The same number at another price; absent: its organization's.
    public PhoneNumber priced(Optional<BigDecimal> perMinute, Instant at) {
        return new PhoneNumber(
                id, organizationId, name, number, trunk, agentId, rules.priced(perMinute), metadata, createdAt, at);
    }
}
