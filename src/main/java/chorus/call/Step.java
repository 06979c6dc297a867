package chorus.call;

/// One line of a decision trace: what was checked, against what, what was found, and what that decided.
///
/// @param atMillis milliseconds since the call arrived
/// @param check    the check's name, such as `balance sufficient`
/// @param against  what was asked for, such as `more than 0`
/// @param found    what was there, such as `12.40 USD`
/// @param verdict  what followed
public record Step(long atMillis, String check, String against, String found, Verdict verdict) {
    public enum Verdict {
        PASSED,
        REFUSED,
        /// Something happened that decided nothing.
        NOTED;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
