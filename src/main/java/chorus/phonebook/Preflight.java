package chorus.phonebook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What one look at a number's line found, step by step, as a telephone engineer would look.
public record Preflight(UUID id, UUID numberId, Cause cause, Instant at, List<Step> steps) {
    public Preflight {
        steps = List.copyOf(steps);
    }

    /// Failed where any step failed; otherwise passed.
    public Verdict verdict() {
        return steps.stream().anyMatch(step -> step.verdict() == Verdict.FAILED) ? Verdict.FAILED : Verdict.PASSED;
    }

    /// Who wanted it.
    public enum Cause {
        REQUESTED,
        SCHEDULED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Verdict {
        PASSED,
        FAILED,
        SKIPPED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param found  the fact seen, one sentence; of a skipped step, why it was skipped
    /// @param change of a failed step, the one thing to change; otherwise empty
    public record Step(String check, Verdict verdict, String found, String change, long tookMillis) {}

    /// How far a look goes.
    ///
    /// @param loopTo  an extension that sends back what it hears; empty: no call is made
    /// @param patient also waits to see whether a NAT in between forgets us
    public record Order(Optional<String> loopTo, boolean patient) {}

    /// A look that repeats itself.
    public record Schedule(Duration every, Order order) {}
}
