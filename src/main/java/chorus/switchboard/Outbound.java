package chorus.switchboard;

import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.Direction;
import chorus.call.Refusal;
import chorus.phonebook.Agents;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.switchboard.CallControl.Order;
import chorus.switchboard.CallControl.Placing;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// Orders to dial out: checked and recorded while the one who orders waits, placed when their turn has come.
final class Outbound {
    private final Desk desk;
    private final PhoneNumbers numbers;
    private final Agents agents;
    private final Clearance clearance;
    private final AtWork atWork;
    private final Queues queues;

    Outbound(Desk desk, PhoneNumbers numbers, Agents agents, Clearance clearance, AtWork atWork) {
        this.desk = desk;
        this.numbers = numbers;
        this.agents = agents;
        this.clearance = clearance;
        this.atWork = atWork;
        this.queues = desk.queues();
        desk.live().whenFreed(queues::lookAgain);
    }

    OptionalInt position(UUID callId) {
        return queues.position(callId);
    }

    Placing place(Order order) {
        var number = numbers.find(order.organizationId(), order.phoneNumberId());
        if (number.isEmpty()) {
            return new Placing.NotFound("phoneNumberId", "there is no such phone number");
        }
        if (agents.find(order.organizationId(), order.agentId()).isEmpty()) {
            return new Placing.NotFound("agentId", "there is no such agent");
        }
        return place(order, number.get());
    }

    private Placing place(Order order, PhoneNumber number) {
        var trace = new DecisionTrace(desk.clock());
        var entry = new LogEntry(desk.log(), desk.clock(), described(order, number, trace), trace);
        var unheard = new DecisionTrace(desk.clock());
        return switch (clearance.decide(order, number, entry.call(), trace, unheard)) {
            case Clearance.Verdict.Refused(var refusal) -> new Placing.Refused(entry.ended(refusal), refusal);
            case Clearance.Verdict.Cleared _ -> queue(order, number, entry);
        };
    }

    private Placing queue(Order order, PhoneNumber number, LogEntry entry) {
        var live = desk.live().enter(entry.call());
        var turn = queues.join(desk.providers().line(number), live);
        var against = "at most " + Queues.LONGEST + " calls waiting";
        if (turn.isEmpty()) {
            live.close();
            entry.trace().refused("queue", against, "as many wait already");
            return new Placing.Refused(entry.ended(Refusal.TOO_MANY_CALLS), Refusal.TOO_MANY_CALLS);
        }
        entry.trace()
                .passed("queue", against, queues.position(entry.call().id()).orElse(0) + " before it");
        return begin(order, number, entry, live, turn.get());
    }

    private Placing begin(Order order, PhoneNumber number, LogEntry entry, LiveCall live, Turn turn) {
        var call = new OutboundCall(desk, numbers, clearance, order, number, entry, live, turn);
        try {
            var record = entry.queued();
            atWork.begin();
            Thread.ofVirtual().name("call-" + entry.call().id()).start(() -> atWork.run(entry, call::run, () -> {}));
            return new Placing.Placed(record);
        } catch (RuntimeException e) {
            turn.close();
            live.close();
            throw e;
        }
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
