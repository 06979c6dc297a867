package chorus.webhook;

import java.util.Optional;

/// What came of one attempt.
sealed interface Outcome {
    /// The receiver has it.
    record Taken(int status) implements Outcome {}

    /// The receiver does not have it, or did not say so.
    ///
    /// @param status of its answer, if there was one
    /// @param why    one sentence that says what to do
    record NotTaken(Optional<Integer> status, String why) implements Outcome {}
}
