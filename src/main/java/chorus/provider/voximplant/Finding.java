package chorus.provider.voximplant;

import chorus.phonebook.FieldProblem;

/// What was found out about a number in its account.
sealed interface Finding {
    record Present(OwnedNumber number) implements Finding {}

    /// Not the account's own, but verified as its owner's: calls may be placed from it.
    record CallerIdOnly() implements Finding {}

    /// Voximplant refuses it for certain.
    ///
    /// @param problem the field to correct
    record Wrong(FieldProblem problem) implements Finding {}

    /// Voximplant could not be asked.
    record Unknown(String why) implements Finding {}
}
