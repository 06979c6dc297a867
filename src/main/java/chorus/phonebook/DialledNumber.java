package chorus.phonebook;

import java.util.List;

/// What was dialled, in the forms under which it may stand in the phonebook.
///
/// @param forms  the text as it came, then as E.164: PBXs leave out the `+`, or write `00` for it, or set visual
///               separators (RFC 3966 §3) into it
/// @param digits without separators and national prefix; empty when it is no number
public record DialledNumber(List<String> forms, String digits) {
    private static final int LONGEST = 64;

    /// Fewer digits that are the same at the end say nothing.
    private static final int TELLING = 7;

    public DialledNumber {
        forms = List.copyOf(forms);
    }

    public static DialledNumber of(String dialled) {
        if (dialled.length() > LONGEST) {
            return new DialledNumber(List.of(), "");
        }
        var plain = dialled.replaceAll("[-.() ]", "");
        if (!plain.matches("\\+?\\d{7,17}")) {
            return new DialledNumber(List.of(dialled), "");
        }
        var digits = plain.replaceFirst("^\\+?0*", "");
        if (plain.startsWith("+")) {
            return new DialledNumber(List.of(dialled, plain), digits);
        }
        var international = plain.startsWith("00") ? "+" + plain.substring(2) : "+" + plain;
        return new DialledNumber(List.of(dialled, international), digits);
    }

    /// Whether a number of the phonebook was meant but written in another way: its end, as within its country, or all
    /// of it behind digits for an outside line.
    public boolean isLike(String number) {
        var other = number.startsWith("+") ? number.substring(1) : number;
        return Math.min(digits.length(), other.length()) >= TELLING
                && (other.endsWith(digits) || digits.endsWith(other));
    }
}
