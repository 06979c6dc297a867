package chorus.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.transaction.Table.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The tables of the four machines, held against stories that know nothing of them.
class TablesTest {
    enum Machines {
        INVITE_CLIENT,
        CLIENT,
        INVITE_SERVER,
        SERVER;

        Table in(Tables tables) {
            return switch (this) {
                case INVITE_CLIENT -> tables.inviteClient();
                case CLIENT -> tables.client();
                case INVITE_SERVER -> tables.inviteServer();
                case SERVER -> tables.server();
            };
        }
    }

    record Transition(Machines machine, Cell cell) {
        @Override
        public String toString() {
            return cell.input() + " in " + cell.state() + " of " + machine;
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellTheStory(TransactionStories story) {
        story.play(Tables.STANDARD);
    }

    /// A transition that no story takes, or that makes no difference, would not be missed.
    @ParameterizedTest
    @MethodSource("transitions")
    void missNoTransitionUnnoticed(Transition transition) {
        var poorer = without(transition);

        assertThat(Arrays.stream(TransactionStories.values()).filter(story -> failsWith(poorer, story)))
                .as("stories that go wrong without %s", transition)
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void doNothingThatIsNotWrittenDown(Machines machine) {
        for (var input : Input.values()) {
            var over = new Machine(machine.in(Tables.STANDARD), State.TERMINATED, Timing.STANDARD, false);
            assertThat(over.on(input)).isEmpty();
            assertThat(over.isTerminated()).isTrue();
        }
    }

    static List<Transition> transitions() {
        return Stream.of(Machines.values())
                .flatMap(machine ->
                        machine.in(Tables.STANDARD).declared().stream().map(cell -> new Transition(machine, cell)))
                .toList();
    }

    private static boolean failsWith(Tables tables, TransactionStories story) {
        try {
            story.play(tables);
            return false;
        } catch (AssertionError | RuntimeException astray) {
            return true;
        }
    }

    private static Tables without(Transition transition) {
        var copies = Stream.of(Machines.values())
                .map(machine -> copy(machine, transition))
                .toList();
        return new Tables(copies.get(0), copies.get(1), copies.get(2), copies.get(3));
    }

    private static Table copy(Machines machine, Transition without) {
        var original = machine.in(Tables.STANDARD);
        var copy = new Table();
        for (var cell : original.declared()) {
            if (!new Transition(machine, cell).equals(without)) {
                var row = original.on(cell.state(), cell.input()).orElseThrow();
                copy.when(cell.state(), cell.input(), row.next(), row.actions().toArray(Action[]::new));
            }
        }
        return copy;
    }
}
