package chorus.switchboard;

import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.Direction;
import chorus.call.Refusal;
import chorus.phonebook.Agent;
import chorus.phonebook.Agents;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.switchboard.CallControl.Order;
import chorus.switchboard.CallControl.Placing;
import java.util.Optional;
import java.util.UUID;

/// Orders to dial out: checked like every call and recorded; no provider can dial yet.
final class Outbound {
    private final Desk desk;
    private final PhoneNumbers numbers;
    private final Agents agents;

    Outbound(Desk desk, PhoneNumbers numbers, Agents agents) {
        this.desk = desk;
        this.numbers = numbers;
        this.agents = agents;
    }

    Placing place(Order order) {
        var number = numbers.find(order.organizationId(), order.phoneNumberId());
        if (number.isEmpty()) {
            return new Placing.NotFound("phoneNumberId", "there is no such phone number");
        }
        var agent = agents.find(order.organizationId(), order.agentId());
        if (agent.isEmpty()) {
            return new Placing.NotFound("agentId", "there is no such agent");
        }
        return check(order, number.get(), agent.get());
    }

    private Placing check(Order order, PhoneNumber number, Agent agent) {
        var trace = new DecisionTrace(desk.clock());
        var entry = new LogEntry(desk.log(), desk.clock(), described(order, number, trace), trace);
        var refusal = refusal(number, agent, trace);
        return new Placing.Refused(entry.ended(refusal), refusal);
    }

    private Refusal refusal(PhoneNumber number, Agent agent, DecisionTrace trace) {
        return switch (desk.admission().decide(number, trace)) {
            case Admission.Verdict.Refused(var refused) -> refused;
            case Admission.Verdict.Admitted _ ->
                switch (desk.routing().active(agent, trace)) {
                    case Routing.Route.Refused(var refused) -> refused;
                    case Routing.Route.To _ -> {
                        trace.refused("provider can dial", number.trunk().provider(), "it takes calls only, so far");
                        yield Refusal.PROVIDER_CANNOT_DIAL;
                    }
                };
        };
    }

    private static Call described(Order order, PhoneNumber number, DecisionTrace trace) {
        var id = UUID.randomUUID();
        return new Call(
                id,
                order.organizationId(),
                Optional.of(number.id()),
                Optional.of(order.agentId()),
                "CA" + id.toString().replace("-", ""),
                number.trunk().provider(),
                Direction.OUTBOUND,
                order.to(),
                number.number(),
                order.contextVariables(),
                order.metadata(),
                trace.began());
    }
}
