package chorus.doctor;

import java.util.List;

/// What to change about a number that nobody has.
final class NumberAdvice {
    private NumberAdvice() {}

    static List<String> unknown(Evidence evidence) {
        var dialled = evidence.call().call().ownNumber();
        return List.of("Add " + dialled + " by POST /v1/phone-numbers, or correct what the far side dials.");
    }
}
