package chorus.provider.sip;

import java.util.List;

/// What was dialled, in the forms under which it may stand in the phonebook.
final class DialledNumber {
    private static final int LONGEST = 64;

    private DialledNumber() {}

    /// The user part as it came, then as E.164: PBXs leave out the `+`, or write `00` for it, or set visual
    /// separators (RFC 3966 §3) into it.
    static List<String> forms(String dialled) {
        if (dialled.length() > LONGEST) {
            return List.of();
        }
        var plain = dialled.replaceAll("[-.() ]", "");
        if (!plain.matches("\\+?\\d{7,17}")) {
            return List.of(dialled);
        }
        if (plain.startsWith("+")) {
            return List.of(dialled, plain);
        }
        return plain.startsWith("00") ? List.of(dialled, "+" + plain.substring(2)) : List.of(dialled, "+" + plain);
    }
}
