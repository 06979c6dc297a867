package chorus.api;

import chorus.phonebook.FieldProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The SIP headers that an order may set: they say something to the far side and steer nothing.
final class CallHeaders {
    private static final String FIELD = "headers";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");
    private static final Set<String> ALLOWED = Set.of("user-to-user", "subject");
    private static final int LONGEST_VALUE = 256;

    private CallHeaders() {}

    static List<FieldProblem> problems(Map<String, Object> headers) {
        var problems = new ArrayList<FieldProblem>();
        var seen = new HashSet<String>();
        headers.forEach((name, value) -> {
            if (!isAllowed(name)) {
                problems.add(new FieldProblem(
                        FIELD,
                        "may hold names that begin with X- (but not X-Chorus-), User-to-User and Subject, of at most 64"
                                + " characters"));
            } else if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                problems.add(new FieldProblem(FIELD + "." + name, "is given twice, for case does not matter"));
            } else if (!isLine(String.valueOf(value))) {
                problems.add(new FieldProblem(
                        FIELD + "." + name, "must be one line of 1 to " + LONGEST_VALUE + " printable characters"));
            }
        });
        return problems.stream().distinct().toList();
    }

    /// @param headers checked already
    static Map<String, String> of(Map<String, Object> headers) {
        var written = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> written.put(name, String.valueOf(value)));
        return written;
    }

    private static boolean isAllowed(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return TOKEN.matcher(name).matches()
                && (ALLOWED.contains(lower)
                        || (lower.startsWith("x-") && lower.length() > 2 && !lower.startsWith("x-chorus-")));
    }

    private static boolean isLine(String value) {
        return !value.isBlank()
                && value.codePointCount(0, value.length()) <= LONGEST_VALUE
                && value.codePoints().allMatch(CallHeaders::isPrintable);
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
