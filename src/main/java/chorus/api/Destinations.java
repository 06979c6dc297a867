package chorus.api;

import chorus.phonebook.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The beginnings of numbers abroad that an organization may dial, read from a body.
final class Destinations {
    private static final String FIELD = "allowedDestinations";
    private static final Pattern BEGINNING = Pattern.compile("\\+([1-9][0-9]{0,6})?");

    private Destinations() {}

    /// What is wrong, entry by entry.
    static List<FieldProblem> problems(Map<String, Object> body) {
        var problems = new ArrayList<FieldProblem>();
        var given = entries(body);
        for (var i = 0; i < given.size(); i++) {
            if (!BEGINNING.matcher(given.get(i)).matches()) {
                problems.add(new FieldProblem(
                        FIELD + "[" + i + "]",
                        "must be + and the first 1 to 7 digits of a number with its country code, such as +44; or +"
                                + " alone for every country"));
            }
        }
        return problems;
    }

    /// Each once, in order; empty when the body does not speak of them, and none when it says null.
    static Optional<List<String>> of(Map<String, Object> body) {
        return body.containsKey(FIELD)
                ? Optional.of(entries(body).stream().distinct().toList())
                : Optional.empty();
    }

    private static List<String> entries(Map<String, Object> body) {
        return body.get(FIELD) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
