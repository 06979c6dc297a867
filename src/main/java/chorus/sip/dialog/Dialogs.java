package chorus.sip.dialog;

import chorus.sip.transport.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who takes the requests of each dialog. Lives on the loop.
final class Dialogs {
    private final Map<DialogId, Participant> byId = new HashMap<>();

    Optional<Participant> find(DialogId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// From now on this one, whoever it was before.
    void keep(DialogId id, Participant participant) {
        byId.put(id, participant);
    }

    /// Does nothing when somebody else took over.
    void forget(DialogId id, Participant participant) {
        byId.remove(id, participant);
    }

    int size() {
        return byId.size();
    }

    List<Participant> all() {
        return List.copyOf(byId.values());
    }

    /// A call that is not over came over this stream. Asked once in a while only, so that looking is cheaper than
    /// keeping book.
    boolean isInUse(Source stream) {
        return byId.values().stream().anyMatch(call -> call.source().equals(stream));
    }
}
