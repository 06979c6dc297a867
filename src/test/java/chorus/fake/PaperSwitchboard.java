package chorus.fake;

import chorus.call.Call;
import chorus.call.CallHistory;
import chorus.call.CallLog;
import chorus.call.CallState;
import chorus.call.Direction;
import chorus.call.EndedCall;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.call.Transfer;
import chorus.call.TransferStatus;
import chorus.call.TransferType;
import chorus.phonebook.PhoneNumbers;
import chorus.switchboard.CallControl;
import chorus.switchboard.LiveSound;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A switchboard that writes records and connects nobody: it refuses to dial from SIP numbers and queues the rest.
public final class PaperSwitchboard implements CallControl {
    private final PhoneNumbers numbers;
    private final CallLog log;
    private final CallHistory history;
    private final Clock clock;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();
    private volatile Map<String, String> headers = Map.of();

    public PaperSwitchboard(PhoneNumbers numbers, CallLog log, CallHistory history, Clock clock) {
        this.numbers = numbers;
        this.log = log;
        this.history = history;
        this.clock = clock;
    }

    /// An inbound call that runs until it is hung up.
    public Call running(UUID organization, Optional<UUID> number, Optional<UUID> agent, Instant at) {
        var call = call(organization, number, agent, Direction.INBOUND, "sip", Map.of(), Map.of(), at);
        var step = new Step(0, "number known", "+12025550100", "found", Step.Verdict.PASSED);
        log.opened(call, CallState.RINGING, List.of(step));
        log.answered(call, at.plusSeconds(1), List.of(step));
        running.add(call.id());
        return call;
    }

    public CallLog log() {
        return log;
    }

    @Override
    public boolean hangUp(UUID organizationId, UUID callId) {
        return running.remove(callId);
    }

    @Override
    public Ordering transfer(UUID organizationId, UUID callId, String to, TransferType type) {
        if (!running.contains(callId)) {
            return new Ordering.Impossible("Nobody talks in this call now.");
        }
        return to.equals("+1911") || to.equals("911")
                ? new Ordering.Barred(Refusal.EMERGENCY_NUMBER)
                : transferred(organizationId, callId, type);
    }

    private Ordering transferred(UUID organizationId, UUID callId, TransferType type) {
        var call = history.find(organizationId, callId).orElseThrow().call();
        log.transferred(call, new Transfer(type, TransferStatus.INITIATED), List.of());
        return new Ordering.Ordered();
    }

    @Override
    public boolean sendDigits(UUID organizationId, UUID callId, String digits) {
        return running.contains(callId);
    }

    @Override
    public boolean talks(UUID organizationId, UUID callId) {
        return running.contains(callId);
    }

    @Override
    public Optional<LiveSound> listen(UUID organizationId, UUID callId) {
        return Optional.empty();
    }

    @Override
    public OptionalInt queuePosition(UUID callId) {
        return OptionalInt.of(3);
    }

    /// What the last order wanted to set.
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public Placing place(Order order) {
        headers = order.headers();
        var number = numbers.find(order.organizationId(), order.phoneNumberId());
        if (number.isEmpty()) {
            return new Placing.NotFound("phoneNumberId", "There is no phone number with this id.");
        }
        var provider = number.get().trunk().provider();
        var call = call(
                order.organizationId(),
                Optional.of(order.phoneNumberId()),
                Optional.of(order.agentId()),
                Direction.OUTBOUND,
                provider,
                order.contextVariables(),
                order.metadata(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (provider.equals("voximplant")) {
            log.opened(call, CallState.QUEUED, List.of());
            return new Placing.Placed(
                    history.find(call.organizationId(), call.id()).orElseThrow());
        }
        log.ended(new EndedCall(
                call, Refusal.PROVIDER_CANNOT_DIAL, Optional.empty(), clock.instant(), List.of(), List.of()));
        return new Placing.Refused(
                history.find(call.organizationId(), call.id()).orElseThrow(), Refusal.PROVIDER_CANNOT_DIAL);
    }

    private static Call call(
            UUID organization,
            Optional<UUID> number,
            Optional<UUID> agent,
            Direction direction,
            String provider,
            Map<String, Object> variables,
            Map<String, Object> metadata,
            Instant at) {
        var id = UUID.randomUUID();
        return new Call(
                id,
                organization,
                number,
                agent,
                "CA" + id.toString().replace("-", ""),
                provider,
                direction,
                "+14155550123",
                "+12025550100",
                variables,
                metadata,
                at);
    }
}
