package chorus.api;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;

/// A change built on what was read: when somebody else's change came in between, it is built again on theirs.
final class Change {
    private static final int MOST_TRIES = 5;

    private Change() {}

    /// @param attempt reads, builds and stores; empty when what it read was not there anymore when it stored
    static Answer made(Supplier<Optional<Answer>> attempt) {
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var answer = attempt.get();
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return Answer.error(409, "Others keep changing this at the same moment: read it, and try again.");
    }

    /// The moment of a change, always later than that of the one before, for changes are told apart by it.
    static Instant moment(Clock clock, Instant before) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isAfter(before) ? now : before.plus(1, ChronoUnit.MICROS);
    }
}
