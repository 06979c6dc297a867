package chorus.provider;

import chorus.phonebook.LineStatus;
import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A line's status and its last 20 changes, written by one thread and read by any.
public final class LineHistory {
    private static final int MOST = 20;

    private final Consumer<List<Change>> changed;
    private volatile LineStatus now;

    /// @param before  what is known from before, newest first
    /// @param changed told of every change, with all that are kept
    public LineHistory(List<Change> before, String why, Instant at, Consumer<List<Change>> changed) {
        this.changed = changed;
        this.now = new LineStatus(State.CONNECTING, why, at, Optional.empty(), before);
        change(State.CONNECTING, why, at);
    }

    public LineStatus now() {
        return now;
    }

    public void connecting(String why, Instant at) {
        become(State.CONNECTING, why, at, Optional.empty());
    }

    public void failed(String why, Instant at) {
        become(State.FAILED, why, at, Optional.empty());
    }

    /// A refresh moves `until` and is no change.
    public void ready(String why, Instant at, Instant until) {
        become(State.READY, why, at, Optional.of(until));
    }

    /// For a line that needs no refreshing.
    public void ready(String why, Instant at) {
        become(State.READY, why, at, Optional.empty());
    }

    private void become(State state, String why, Instant at, Optional<Instant> until) {
        if (now.state() != state || !now.why().equals(why)) {
            change(state, why, at);
        }
        now = new LineStatus(state, why, now.since(), until, now.history());
    }

    private void change(State state, String why, Instant at) {
        var history = new ArrayList<Change>(now.history());
        history.addFirst(new Change(state, why, at));
        var since = now.state() == state ? now.since() : at;
        var kept = history.subList(0, Math.min(history.size(), MOST));
        now = new LineStatus(state, why, since, Optional.empty(), kept);
        changed.accept(now.history());
    }
}
