package chorus.call;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The identity of one call: what does not change while it lives.
///
/// @param callSid          the provider's id of the call, `CA` and 32 hex digits where the provider has none of its own
/// @param provider         the provider's name, such as `sip`
/// @param customerNumber   the far party, in either direction
/// @param ownNumber        our side: the number dialled, or dialled from
/// @param contextVariables template data for the agent
/// @param metadata         kept on the record, not shown to the agent
/// @param parentCallId     the call whose transfer this one serves
public record Call(
        UUID id,
        UUID organizationId,
        Optional<UUID> phoneNumberId,
        Optional<UUID> agentId,
        String callSid,
        String provider,
        Direction direction,
        String customerNumber,
        String ownNumber,
        Map<String, Object> contextVariables,
        Map<String, Object> metadata,
        Instant createdAt,
        Optional<UUID> parentCallId) {
    /// A call with no parent.
    public Call(
            UUID id,
            UUID organizationId,
            Optional<UUID> phoneNumberId,
            Optional<UUID> agentId,
            String callSid,
            String provider,
            Direction direction,
            String customerNumber,
            String ownNumber,
            Map<String, Object> contextVariables,
            Map<String, Object> metadata,
            Instant createdAt) {
        this(
                id,
                organizationId,
                phoneNumberId,
                agentId,
                callSid,
                provider,
                direction,
                customerNumber,
                ownNumber,
                contextVariables,
                metadata,
                createdAt,
                Optional.empty());
    }

    public Call withAgent(UUID agent) {
        return new Call(
                id,
                organizationId,
                phoneNumberId,
                Optional.of(agent),
                callSid,
                provider,
                direction,
                customerNumber,
                ownNumber,
                contextVariables,
                metadata,
                createdAt,
                parentCallId);
    }
}
