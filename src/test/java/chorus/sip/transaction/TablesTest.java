package chorus.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every life a transaction can have, told as its inputs; a transition that no life takes is a failure.
class TablesTest {
    private enum Kind {
        INVITE_CLIENT(
                Tables.INVITE_CLIENT,
                State.NEW,
                List.of(
                        "START TIMER_A TIMER_A TIMER_B",
                        "START TRANSPORT_ERROR",
                        "START PROVISIONAL PROVISIONAL SUCCESS SUCCESS TIMER_M",
                        "START SUCCESS TIMER_M",
                        "START FAILURE FAILURE TIMER_D",
                        "START PROVISIONAL FAILURE TRANSPORT_ERROR")),
        CLIENT(
                Tables.CLIENT,
                State.NEW,
                List.of(
                        "START TIMER_E TIMER_E TIMER_F",
                        "START TRANSPORT_ERROR",
                        "START PROVISIONAL PROVISIONAL TIMER_E TIMER_F",
                        "START PROVISIONAL TRANSPORT_ERROR",
                        "START SUCCESS TIMER_K",
                        "START FAILURE TIMER_K",
                        "START PROVISIONAL SUCCESS TIMER_K",
                        "START PROVISIONAL FAILURE TIMER_K")),
        INVITE_SERVER(
                Tables.INVITE_SERVER,
                State.PROCEEDING,
                List.of(
                        "PROVISIONAL REQUEST_AGAIN SUCCESS REQUEST_AGAIN SUCCESS ACK TIMER_L",
                        "FAILURE TIMER_G REQUEST_AGAIN TIMER_H",
                        "FAILURE ACK TIMER_I")),
        SERVER(
                Tables.SERVER,
                State.TRYING,
                List.of(
                        "SUCCESS REQUEST_AGAIN TIMER_J",
                        "FAILURE TIMER_J",
                        "PROVISIONAL REQUEST_AGAIN PROVISIONAL SUCCESS TIMER_J",
                        "PROVISIONAL FAILURE TIMER_J"));

        private final Table table;
        private final State first;
        private final List<String> lives;

        Kind(Table table, State first, List<String> lives) {
            this.table = table;
            this.first = first;
            this.lives = lives;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyLifeEndsAndEveryTransitionIsTaken(Kind kind) {
        var taken = new HashSet<Table.Cell>();
        for (var life : kind.lives) {
            assertThat(live(kind, life, taken)).as(life).isEqualTo(State.TERMINATED);
        }
        assertThat(taken).isEqualTo(kind.table.declared());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsNotWrittenDownDoesNothing(Kind kind) {
        for (var input : Input.values()) {
            var machine = new Machine(kind.table, State.TERMINATED, Timing.STANDARD, false);
            assertThat(machine.on(input)).isEmpty();
            assertThat(machine.isTerminated()).isTrue();
        }
    }

    private static State live(Kind kind, String life, Set<Table.Cell> taken) {
        var machine = new Machine(kind.table, kind.first, Timing.STANDARD, false);
        for (var input : Arrays.stream(life.split(" ", -1)).map(Input::valueOf).toList()) {
            assertThat(kind.table.on(machine.state(), input))
                    .as("%s in %s of %s", input, machine.state(), life)
                    .isPresent();
            taken.add(new Table.Cell(machine.state(), input));
            machine.on(input);
        }
        return machine.state();
    }
}
