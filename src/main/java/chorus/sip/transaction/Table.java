package chorus.sip.transaction;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A state machine written down: for each state, what may come, what follows and what is done.
///
/// What is not written down changes nothing and does nothing.
final class Table {
    private final Map<State, Map<Input, Transition>> rows = new EnumMap<>(State.class);

    record Transition(State next, List<Action> actions) {}

    record Cell(State state, Input input) {}

    Table when(State state, Input input, State next, Action... actions) {
        var row = rows.computeIfAbsent(state, any -> new EnumMap<>(Input.class));
        if (row.put(input, new Transition(next, List.of(actions))) != null) {
            throw new IllegalStateException(input + " in " + state + " is written down twice.");
        }
        return this;
    }

    Optional<Transition> on(State state, Input input) {
        return Optional.ofNullable(rows.getOrDefault(state, Map.of()).get(input));
    }

    Set<Cell> declared() {
        var cells = new HashSet<Cell>();
        rows.forEach((state, row) -> row.keySet().forEach(input -> cells.add(new Cell(state, input))));
        return cells;
    }
}
