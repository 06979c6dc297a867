package chorus.call;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a call is over: refused before it was answered, or ended after it began.
public sealed interface Ending permits Refusal, EndReason {
    /// The ending with this code; empty for one that this version does not know.
    static Optional<Ending> of(String code) {
        return Stream.<Ending>concat(Arrays.stream(Refusal.values()), Arrays.stream(EndReason.values()))
                .filter(ending -> ending.code().equals(code))
                .findFirst();
    }

    /// The stable word of the API's `endedReason`.
    String code();

    Blame blame();

    /// One sentence for a person: what happened and, where it helps, what to change.
    String sentence();

    /// The status a call has when it ends so.
    CallState state();
}
