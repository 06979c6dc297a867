package chorus.phonebook;

import java.util.Arrays;

/// The smallest mistake that a person makes when copying an address or a number.
public final class TypingError {
    private TypingError() {}

    /// One character too many, too few or another, or two neighbours exchanged; or none.
    public static boolean isBetween(String one, String other) {
        var from = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        if (from < 0) {
            return true;
        }
        var restOfOne = one.substring(from);
        var restOfOther = other.substring(from);
        return tail(restOfOne, 1).equals(restOfOther)
                || tail(restOfOther, 1).equals(restOfOne)
                || (!restOfOne.isEmpty()
                        && !restOfOther.isEmpty()
                        && tail(restOfOne, 1).equals(tail(restOfOther, 1)))
                || isExchanged(restOfOne, restOfOther);
    }

    private static boolean isExchanged(String one, String other) {
        return one.length() > 1
                && other.length() > 1
                && one.charAt(0) == other.charAt(1)
                && one.charAt(1) == other.charAt(0)
                && tail(one, 2).equals(tail(other, 2));
    }

    private static String tail(String text, int from) {
        return text.substring(Math.min(from, text.length()));
    }
}
