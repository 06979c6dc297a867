package chorus.switchboard;

import chorus.call.CallRecord;
import chorus.call.TransferType;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// What the outside may ask of calls: the API's way into the switchboard.
public interface CallControl {
    /// Ends a call of the organization: queued, ringing or running. The end itself is seen on the record.
    ///
    /// @return false when no such call waits, rings or runs here
    boolean hangUp(UUID organizationId, UUID callId);

    /// Hands the far side of a call over to somebody else. Whether that may be is decided at once; what comes of it is
    /// seen on the record, and told to the agent.
    Ordering transfer(UUID organizationId, UUID callId, String to, TransferType type);

    /// Presses keys towards the far side.
    ///
    /// @return false when nobody talks in that call here
    boolean sendDigits(UUID organizationId, UUID callId, String digits);

    /// Whether two sides talk in that call here.
    boolean talks(UUID organizationId, UUID callId);

    /// Listens to a call in which two sides talk; empty when none does, or as many listen as may.
    Optional<LiveSound> listen(UUID organizationId, UUID callId);

    /// Whether a transfer is on its way.
    sealed interface Ordering {
        record Ordered() implements Ordering {}

        /// The target, the number or the balance stands against it.
        record Barred(chorus.call.Refusal refusal) implements Ordering {}

        record Impossible(String why) implements Ordering {}
    }

    /// How many calls of the same number are placed before this one: 0 is the next. Empty for a call that does not
    /// wait here.
    OptionalInt queuePosition(UUID callId);

    /// Places a call, or says why not. A refusal of the switchboard's own has a record; a number or agent that
    /// does not exist has none.
    Placing place(Order order);

    /// @param to      E.164, or an extension of the number's PBX
    /// @param headers       SIP headers for the first request
    /// @param detectMachine the network is to judge whether a person or a machine answers, where it can
    record Order(
            UUID organizationId,
            UUID agentId,
            UUID phoneNumberId,
            String to,
            Map<String, Object> contextVariables,
            Map<String, Object> metadata,
            Map<String, String> headers,
            boolean detectMachine) {}

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
