package chorus.switchboard;

import chorus.call.CallRecord;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/// What the outside may ask of calls: the API's way into the switchboard.
public interface CallControl {
    /// Ends a call of the organization: queued, ringing or running. The end itself is seen on the record.
    ///
    /// @return false when no such call waits, rings or runs here
    boolean hangUp(UUID organizationId, UUID callId);

    /// How many calls of the same number are placed before this one: 0 is the next. Empty for a call that does not
    /// wait here.
    OptionalInt queuePosition(UUID callId);

    /// Places a call, or says why not. A refusal of the switchboard's own has a record; a number or agent that
    /// does not exist has none.
    Placing place(Order order);

    /// @param to      E.164, or an extension of the number's PBX
    /// @param headers SIP headers for the first request
    record Order(
            UUID organizationId,
            UUID agentId,
            UUID phoneNumberId,
            String to,
            Map<String, Object> contextVariables,
            Map<String, Object> metadata,
            Map<String, String> headers) {}

    /// What became of an order.
    sealed interface Placing {
        /// Queued; the record's id is the call's.
        record Placed(CallRecord call) implements Placing {}

        /// Refused and recorded: `call` carries the reason and the trace.
        record Refused(CallRecord call, chorus.call.Refusal refusal) implements Placing {}

        /// `field` of the order names something the organization does not have.
        record NotFound(String field, String message) implements Placing {}
    }
}
