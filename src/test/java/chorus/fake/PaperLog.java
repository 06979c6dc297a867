package chorus.fake;

import chorus.call.Call;
import chorus.call.CallLog;
import chorus.call.CallState;
import chorus.call.EndedCall;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.call.Transfer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A call log on paper: what became of each call, in order.
public final class PaperLog implements CallLog {
    private final Map<UUID, List<CallState>> states = new ConcurrentHashMap<>();
    private final Map<UUID, EndedCall> ends = new ConcurrentHashMap<>();
    private final List<Transfer> transfers = new CopyOnWriteArrayList<>();

    public List<CallState> states(UUID callId) {
        return states.computeIfAbsent(callId, _ -> new CopyOnWriteArrayList<>());
    }

    public void await(UUID callId, CallState state) {
        Patience.until("a call that is " + state, () -> states(callId).contains(state));
    }

    /// How the call ended; waits for it.
    public EndedCall end(UUID callId) {
        Patience.until("the end of a call", () -> ends.containsKey(callId));
        return ends.get(callId);
    }

    public boolean hasEnded(UUID callId) {
        return ends.containsKey(callId);
    }

    @Override
    public void opened(Call call, CallState state, List<Step> trace) {
        states(call.id()).add(state);
    }

    @Override
    public void answered(Call call, Instant at, List<Step> trace) {
        states(call.id()).add(CallState.IN_PROGRESS);
    }

    @Override
    public void ringing(Call call, List<Step> trace) {
        states(call.id()).add(CallState.RINGING);
    }

    @Override
    public void transferred(Call call, Transfer transfer, List<Step> trace) {
        transfers.add(transfer);
    }

    /// All transfers that began or ended, in their order.
    public List<Transfer> transfers() {
        return transfers;
    }

    /// The call that serves a transfer of this one, once it is over; waits for it.
    public EndedCall serving(UUID parent) {
        Patience.until("the end of a second call", () -> found(parent).isPresent());
        return found(parent).orElseThrow();
    }

    private Optional<EndedCall> found(UUID parent) {
        return ends.values().stream()
                .filter(end -> end.call().parentCallId().equals(Optional.of(parent)))
                .findFirst();
    }

    @Override
    public void ended(EndedCall call) {
        states(call.call().id()).add(call.ending().state());
        ends.put(call.call().id(), call);
    }

    @Override
    public Optional<UUID> turnedAway(Call call, Refusal refusal, String source, List<Step> trace) {
        states(call.id()).add(CallState.FAILED);
        return Optional.of(call.id());
    }
}
