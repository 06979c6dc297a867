package chorus.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void timerGDoublesUpToT2() {
        var machine = new Machine(Tables.INVITE_SERVER, State.PROCEEDING, Timing.STANDARD, false);
        machine.on(Input.FAILURE);
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> machine.length(Action.START_G).toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 4000L);
    }

    @Test
    void timerADoublesWithoutEnd() {
        var machine = new Machine(Tables.INVITE_CLIENT, State.NEW, Timing.STANDARD, false);
        assertThat(IntStream.range(0, 5)
                        .mapToObj(i -> machine.length(Action.START_A).toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L);
    }

    @Test
    void timerERunsAtT2OnceSomethingWasHeard() {
        var machine = new Machine(Tables.CLIENT, State.NEW, Timing.STANDARD, false);
        machine.on(Input.START);
        assertThat(machine.length(Action.START_E)).isEqualTo(Timing.STANDARD.t1());
        machine.on(Input.PROVISIONAL);
        assertThat(machine.length(Action.START_E)).isEqualTo(Timing.STANDARD.t2());
    }

    @Test
    void nothingIsRepeatedOnAReliableTransport() {
        var machine = new Machine(Tables.INVITE_SERVER, State.PROCEEDING, Timing.STANDARD, true);
        assertThat(machine.length(Action.START_G)).isNegative();
        assertThat(machine.length(Action.START_I)).isZero();
        assertThat(machine.length(Action.START_H)).isEqualTo(Duration.ofSeconds(32));
    }
}
