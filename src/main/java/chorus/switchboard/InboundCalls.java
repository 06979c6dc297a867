package chorus.switchboard;

import chorus.call.Call;
import chorus.call.Direction;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.Arrival;
import java.util.Map;
import java.util.Optional;

/// What calls that come in are called by.
final class InboundCalls {
    private InboundCalls() {}

    /// One to a number of ours.
    static Call of(Arrival arrival, PhoneNumber number) {
        return new Call(
                arrival.callId(),
                number.organizationId(),
                number.trunk() instanceof Trunk.Browser ? Optional.empty() : Optional.of(number.id()),
                number.agentId(),
                arrival.callSid(),
                arrival.provider(),
                Direction.INBOUND,
                arrival.from(),
                number.number(),
                Map.of(),
                Map.of(),
                arrival.trace().began());
    }

    /// One to a number that nobody has; `line` belongs to the owner of the source.
    static Call unknown(Arrival arrival, PhoneNumber line) {
        return new Call(
                arrival.callId(),
                line.organizationId(),
                Optional.empty(),
                Optional.empty(),
                arrival.callSid(),
                arrival.provider(),
                Direction.INBOUND,
                arrival.from(),
                arrival.dialled(),
                Map.of(),
                Map.of(),
                arrival.trace().began());
    }
}
