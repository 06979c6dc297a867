package chorus.sip.transaction;

import java.time.Duration;
import java.util.List;

/// One run through a table: the state, and how often something was repeated. Knows no clock and no socket.
final class Machine {
    private static final Table.Transition NOTHING = new Table.Transition(State.TERMINATED, List.of());

    private final Table table;
    private final Timing timing;
    private final boolean reliable;
    private State state;
    private int repeats;

    Machine(Table table, State first, Timing timing, boolean reliable) {
        this.table = table;
        this.state = first;
        this.timing = timing;
        this.reliable = reliable;
    }

    /// Takes the transition for this input, if there is one, and says what is to be done.
    List<Action> on(Input input) {
        var found = table.on(state, input);
        found.ifPresent(transition -> state = transition.next());
        return found.orElse(NOTHING).actions();
    }

    State state() {
        return state;
    }

    boolean isTerminated() {
        return state == State.TERMINATED;
    }

    /// How long a timer runs. On a reliable transport nothing is repeated (negative: not started at all), and
    /// nothing is waited for that could only be a repeat (zero).
    Duration length(Action start) {
        return switch (start) {
            case START_A -> reliable ? Duration.ofNanos(-1) : timing.unboundedPause(repeats++);
            case START_E -> pauseOfE();
            case START_G -> reliable ? Duration.ofNanos(-1) : timing.pause(repeats++);
            case START_B, START_F, START_H, START_L, START_M -> timing.patience();
            case START_D -> reliable ? Duration.ZERO : timing.patience();
            case START_J -> reliable ? Duration.ZERO : timing.patience();
            case START_I, START_K -> reliable ? Duration.ZERO : timing.t4();
            case SEND, SEND_AGAIN, SEND_ACK, PASS, REPORT_TIMEOUT, REPORT_UNREACHABLE, STOP_REPEATING, STOP_WAITING ->
                throw new IllegalArgumentException(start + " starts no timer.");
        };
    }

    /// Once something provisional was heard, E runs at T2 (§17.1.2.2).
    private Duration pauseOfE() {
        if (reliable) {
            return Duration.ofNanos(-1);
        }
        return state == State.PROCEEDING ? timing.t2() : timing.pause(repeats++);
    }
}
