package chorus.doctor;

import chorus.call.Step;
import java.util.List;

/// What to change about a number that nobody has.
final class NumberAdvice {
    private NumberAdvice() {}

    /// Where a number is near that may have been meant, it comes first.
    static List<String> unknown(Evidence evidence) {
        var dialled = evidence.call().call().ownNumber();
        return evidence.step("nearest number")
                .map(Step::found)
                .map(own -> List.of(
                        "Let the far side dial " + own + ": you have " + own + ", and it dialled " + dialled + ".",
                        add(dialled)))
                .orElseGet(() -> List.of(add(dialled)));
    }

    private static String add(String dialled) {
        return "Add " + dialled + " by POST /v1/phone-numbers, or correct what the far side dials.";
    }
}
