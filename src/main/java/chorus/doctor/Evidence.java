package chorus.doctor;

import chorus.call.CallRecord;
import chorus.call.Ladder;
import chorus.call.Rung;
import chorus.call.Step;
import java.util.List;
import java.util.Optional;

/// What is known of how a call went.
///
/// @param ladder absent where none was kept
record Evidence(CallRecord call, Optional<Ladder> ladder) {
    /// What the last step of this name found; empty when it was never taken.
    String found(String check) {
        return step(check).map(Step::found).orElse("");
    }

    /// The last step of this name.
    Optional<Step> step(String check) {
        return steps().reversed().stream()
                .filter(step -> step.check().equals(check))
                .findFirst();
    }

    /// The step that decided: the last one that turned the call away.
    Optional<Step> decisive() {
        return steps().reversed().stream()
                .filter(step -> step.verdict() == Step.Verdict.REFUSED)
                .findFirst();
    }

    /// What the last step that turned the call away had found.
    String refusedFor() {
        return decisive().map(Step::found).orElse("");
    }

    /// How often a message that begins so went out.
    int sent(String beginning) {
        return rungs().stream()
                .filter(rung -> rung.way() == Rung.Way.SENT && rung.startLine().startsWith(beginning))
                .mapToInt(Rung::times)
                .sum();
    }

    private List<Step> steps() {
        return call.trace();
    }

    private List<Rung> rungs() {
        return ladder.map(Ladder::rungs).orElse(List.of());
    }
}
