package chorus.store;

import chorus.phonebook.LineStatus.Change;
import chorus.phonebook.LineStatus.State;
import java.time.Instant;

/// A change of a line as it is stored.
record LineChange(String state, String why, String at) {
    static LineChange of(Change change) {
        return new LineChange(change.state().name(), change.why(), change.at().toString());
    }

    Change change() {
        return new Change(State.valueOf(state), why, Instant.parse(at));
    }
}
