package chorus.provider;

import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides whether the test of a line may make its call: by the rules and limits of any call out.
public interface TestCalls {
    /// Why `to` may not be called from the number now; empty when it may. Takes nothing.
    Optional<Refusal> refusal(PhoneNumber number, String to);

    /// Decides anew, and takes a place among the calls that run.
    Start begin(PhoneNumber number, String to);

    /// What came of the wish to call.
    sealed interface Start {
        /// @param mayReach whether a user that the network leads the call on to may be called
        /// @param end      gives the place back
        record Begun(Predicate<String> mayReach, Runnable end) implements Start, AutoCloseable {
            @Override
            public void close() {
                end.run();
            }
        }

        record Refused(Refusal refusal) implements Start {}
    }
}
