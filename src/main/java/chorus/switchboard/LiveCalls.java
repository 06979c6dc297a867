package chorus.switchboard;

import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.phonebook.PhoneNumbers.Listing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The calls of this node: those that run, none of an organization or a number with more than its limit, and those
/// that wait for a place.
final class LiveCalls {
    private static final String CHECK = "concurrent calls";

    private final Map<UUID, LiveCall> byId = new ConcurrentHashMap<>();
    private final Set<UUID> placed = new HashSet<>();
    private final Map<UUID, Integer> taken = new HashMap<>();
    private volatile Runnable whenFreed = () -> {};

    /// Tells `then` each time that a place was given back.
    void whenFreed(Runnable then) {
        whenFreed = then;
    }

    /// A call that can be found, without a place yet.
    LiveCall enter(Call call) {
        var live = new LiveCall(call, this::release);
        byId.put(call.id(), live);
        return live;
    }

    /// Takes a place for the call unless its organization or its number has as many calls as it may.
    ///
    /// @return why there is none; empty when the call has its place
    synchronized Optional<String> place(LiveCall live, Listing listing) {
        var full = full(listing);
        if (full.isEmpty() && placed.add(live.call().id())) {
            taken.merge(listing.organization().id(), 1, Integer::sum);
            live.call().phoneNumberId().ifPresent(number -> taken.merge(number, 1, Integer::sum));
        }
        return full;
    }

    private Optional<String> full(Listing listing) {
        var organization = listing.organization();
        var number = listing.number();
        var ofOrganization = taken.getOrDefault(organization.id(), 0);
        var ofNumber = taken.getOrDefault(number.id(), 0);
        if (ofOrganization >= organization.maxConcurrentCalls()) {
            return Optional.of(ofOrganization + " of the organization running already");
        }
        if (number.rules().maxConcurrentCalls().filter(most -> ofNumber >= most).isPresent()) {
            return Optional.of(ofNumber + " of the number running already");
        }
        return Optional.empty();
    }

    /// Whether one call more would have its place now; takes none.
    synchronized boolean hasRoom(Listing listing, DecisionTrace trace) {
        var full = full(listing);
        if (full.isPresent()) {
            trace.refused(CHECK, limits(listing), full.get());
        } else {
            trace.passed(CHECK, limits(listing), running(listing.organization().id()) + " now");
        }
        return full.isEmpty();
    }

    /// Enters the call and takes its place at once.
    Place take(Call call, Listing listing, DecisionTrace trace) {
        var live = enter(call);
        var full = place(live, listing);
        if (full.isPresent()) {
            live.close();
            trace.refused(CHECK, limits(listing), full.get());
            return new Place.Full();
        }
        trace.passed(CHECK, limits(listing), running(listing.organization().id()) + " with this one");
        return new Place.Taken(live);
    }

    /// The limits in words.
    static String limits(Listing listing) {
        var most = "at most " + listing.organization().maxConcurrentCalls();
        return listing.number()
                .rules()
                .maxConcurrentCalls()
                .map(ofNumber -> most + ", and " + ofNumber + " of the number")
                .orElse(most);
    }

    Optional<LiveCall> find(UUID organizationId, UUID callId) {
        return Optional.ofNullable(byId.get(callId))
                .filter(live -> live.call().organizationId().equals(organizationId));
    }

    /// Every call of the organization, those that wait included.
    List<LiveCall> of(UUID organizationId) {
        return byId.values().stream()
                .filter(live -> live.call().organizationId().equals(organizationId))
                .toList();
    }

    /// Calls that have a place.
    synchronized int count() {
        return placed.size();
    }

    synchronized int running(UUID organizationId) {
        return taken.getOrDefault(organizationId, 0);
    }

    void endAll(EndReason reason) {
        List.copyOf(byId.values()).forEach(live -> live.end(reason));
    }

    /// Ends the calls that have no place yet.
    void endWaiting(EndReason reason) {
        for (var live : List.copyOf(byId.values())) {
            if (!hasPlace(live)) {
                live.end(reason);
            }
        }
    }

    private synchronized boolean hasPlace(LiveCall live) {
        return placed.contains(live.call().id());
    }

    private void release(LiveCall live) {
        if (byId.remove(live.call().id(), live) && giveBack(live.call())) {
            whenFreed.run();
        }
    }

    private synchronized boolean giveBack(Call call) {
        var had = placed.remove(call.id());
        if (had) {
            giveBack(call.organizationId());
            call.phoneNumberId().ifPresent(this::giveBack);
        }
        return had;
    }

    private void giveBack(UUID owner) {
        taken.computeIfPresent(owner, (_, count) -> count > 1 ? count - 1 : null);
    }

    sealed interface Place {
        record Taken(LiveCall live) implements Place {}

        record Full() implements Place {}
    }
}
