package chorus.switchboard;

import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.phonebook.Organization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The calls that run on this node, counted by organization, none with more than its limit.
final class LiveCalls {
    private static final String CHECK = "concurrent calls";

    private final Map<UUID, LiveCall> byId = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> perOrganization = new ConcurrentHashMap<>();

    /// Takes a place for the call unless the organization has as many as it may.
    Place take(Call call, Organization organization, DecisionTrace trace) {
        var against = "at most " + organization.maxConcurrentCalls();
        var running = perOrganization.merge(call.organizationId(), 1, Integer::sum);
        if (running > organization.maxConcurrentCalls()) {
            giveBack(call.organizationId());
            trace.refused(CHECK, against, (running - 1) + " running already");
            return new Place.Full();
        }
        trace.passed(CHECK, against, running + " with this one");
        var live = new LiveCall(call, this::release);
        byId.put(call.id(), live);
        return new Place.Taken(live);
    }

    Optional<LiveCall> find(UUID organizationId, UUID callId) {
        return Optional.ofNullable(byId.get(callId))
                .filter(live -> live.call().organizationId().equals(organizationId));
    }

    int count() {
        return byId.size();
    }

    void endAll(EndReason reason) {
        List.copyOf(byId.values()).forEach(live -> live.end(reason));
    }

    private void release(LiveCall live) {
        if (byId.remove(live.call().id(), live)) {
            giveBack(live.call().organizationId());
        }
    }

    private void giveBack(UUID organizationId) {
        perOrganization.computeIfPresent(organizationId, (_, count) -> count > 1 ? count - 1 : null);
    }

    sealed interface Place {
        record Taken(LiveCall live) implements Place {}

        record Full() implements Place {}
    }
}
