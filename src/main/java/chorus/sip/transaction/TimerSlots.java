package chorus.sip.transaction;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The two timers a transaction has at most: one that repeats a message, one that limits the wait.
final class TimerSlots {
    private final Timers timers;
    private final Machine machine;
    private final Consumer<Input> fired;
    private Timers.@Nullable Timer repeating;
    private Timers.@Nullable Timer waiting;

    TimerSlots(Timers timers, Machine machine, Consumer<Input> fired) {
        this.timers = timers;
        this.machine = machine;
        this.fired = fired;
    }

    void start(Action start) {
        var length = machine.length(start);
        if (length.isNegative()) {
            return;
        }
        var input = inputOf(start);
        var timer = timers.start(length, () -> fired.accept(input));
        if (input == Input.TIMER_A || input == Input.TIMER_E || input == Input.TIMER_G) {
            stopRepeating();
            repeating = timer;
        } else {
            stopWaiting();
            waiting = timer;
        }
    }

    void stopRepeating() {
        if (repeating != null) {
            repeating.cancel();
            repeating = null;
        }
    }

    void stopWaiting() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }

    void stop() {
        stopRepeating();
        stopWaiting();
    }

    private static Input inputOf(Action start) {
        return switch (start) {
            case START_A -> Input.TIMER_A;
            case START_B -> Input.TIMER_B;
            case START_D -> Input.TIMER_D;
            case START_E -> Input.TIMER_E;
            case START_F -> Input.TIMER_F;
            case START_G -> Input.TIMER_G;
            case START_H -> Input.TIMER_H;
            case START_I -> Input.TIMER_I;
            case START_J -> Input.TIMER_J;
            case START_K -> Input.TIMER_K;
            case START_L -> Input.TIMER_L;
            case START_M -> Input.TIMER_M;
            case SEND, SEND_AGAIN, SEND_ACK, PASS, REPORT_TIMEOUT, REPORT_UNREACHABLE, STOP_REPEATING, STOP_WAITING ->
                throw new IllegalArgumentException(start + " starts no timer.");
        };
    }
}
