package chorus.switchboard;

import chorus.agent.AgentStreams;
import chorus.call.CallLog;
import chorus.call.EndReason;
import chorus.call.Forecast;
import chorus.call.Refusal;
import chorus.call.TransferType;
import chorus.phonebook.Agent;
import chorus.phonebook.Agents;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.provider.Arrival;
import chorus.provider.IncomingCall;
import chorus.provider.IncomingCalls;
import chorus.provider.Providers;
import chorus.provider.Specimen;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;

/// Where every call passes: those that providers hand in, and those that the API orders.
public final class Switchboard implements IncomingCalls, CallControl, Forecasts, AgentTests {

    /// How long calls that were told to end may take for it.
    private static final Duration GOODBYES = Duration.ofSeconds(5);

    private final Desk desk;
    private final Outbound outbound;
    private final AtWork atWork = new AtWork();

    /// @param agentBudget how long an agent's runtime has to accept a stream
    public Switchboard(
            PhoneNumbers numbers,
            Agents agents,
            Providers providers,
            AgentStreams streams,
            CallLog log,
            Clock clock,
            Speech speech,
            Duration agentBudget) {
        var live = new LiveCalls();
        this.desk = new Desk(
                new Admission(numbers),
                providers,
                new Routing(),
                live,
                streams,
                log,
                clock,
                new Purse(numbers, live, clock),
                new Farewell(speech),
                agentBudget);
        this.outbound = new Outbound(
                desk, numbers, agents, new Clearance(desk.admission(), desk.routing(), agents, providers), atWork);
    }

    @Override
    public void offer(IncomingCall incoming) {
        var arrival = incoming.arrival();
        var entry =
                new LogEntry(desk.log(), desk.clock(), InboundCalls.of(arrival, incoming.number()), arrival.trace());
        atWork.begin();
        atWork.run(
                entry,
                () -> new InboundCall(desk, incoming, entry).run(),
                () -> incoming.refuse(Refusal.INTERNAL_ERROR));
    }

    @Override
    public Optional<UUID> turnedAway(Arrival arrival, PhoneNumber line, Refusal refusal) {
        var trace = arrival.trace();
        trace.concluded(
                "ended: " + refusal.code(),
                refusal.sentence() + " Blame: " + refusal.blame().code() + ".");
        atWork.begin();
        try {
            var call = refusal == Refusal.UNKNOWN_NUMBER
                    ? InboundCalls.unknown(arrival, line)
                    : InboundCalls.of(arrival, line);
            return desk.log().turnedAway(call, refusal, arrival.source(), trace.steps());
        } finally {
            atWork.end();
        }
    }

    @Override
    public Optional<Forecast> forecast(Specimen specimen, Predicate<PhoneNumber> visible) {
        return desk.providers().dryRun(specimen, visible).map(new DryRun(desk)::of);
    }

    @Override
    public boolean hangUp(UUID organizationId, UUID callId) {
        var live = desk.live().find(organizationId, callId);
        live.ifPresent(call -> call.end(EndReason.API_HUNG_UP));
        return live.isPresent();
    }

    @Override
    public Ordering transfer(UUID organizationId, UUID callId, String to, TransferType type) {
        return inCall(organizationId, callId)
                .map(call -> call.transfer(to, type))
                .orElseGet(() -> new Ordering.Impossible("Nobody talks in this call now."));
    }

    @Override
    public boolean sendDigits(UUID organizationId, UUID callId, String digits) {
        var call = inCall(organizationId, callId);
        call.ifPresent(talking -> talking.sendDigits(digits));
        return call.isPresent();
    }

    @Override
    public boolean talks(UUID organizationId, UUID callId) {
        return inCall(organizationId, callId).isPresent();
    }

    @Override
    public Optional<LiveSound> listen(UUID organizationId, UUID callId) {
        return desk.live()
                .find(organizationId, callId)
                .filter(live -> live.inCall().isPresent())
                .flatMap(live -> live.taps().add());
    }

    private Optional<InCall> inCall(UUID organizationId, UUID callId) {
        return desk.live().find(organizationId, callId).flatMap(LiveCall::inCall);
    }

    @Override
    public OptionalInt queuePosition(UUID callId) {
        return outbound.position(callId);
    }

    @Override
    public Placing place(Order order) {
        return outbound.place(order);
    }

    @Override
    public Found test(Agent agent) {
        return new AgentTrial().of(desk, agent);
    }

    /// Calls that run here now.
    public int running() {
        return desk.live().count();
    }

    /// From now on refuses every new call, and those that wait to be placed; those that ring or run go on.
    public void drain() {
        desk.admission().drain();
        desk.live().endWaiting(EndReason.SHUT_DOWN);
    }

    /// Blocks until no call runs, or `patience` is spent.
    public void awaitQuiet(Duration patience) {
        atWork.awaitNothing(patience);
    }

    /// Ends every call that still runs, and waits until each has said goodbye.
    public void endAll() {
        desk.live().endAll(EndReason.SHUT_DOWN);
        atWork.awaitNothing(GOODBYES);
    }
}
