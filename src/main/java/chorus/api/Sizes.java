package chorus.api;

import chorus.phonebook.FieldProblem;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// The bounds of free-form objects.
final class Sizes {
    private static final int MOST_BYTES = 16 * 1024;

    private Sizes() {}

    /// A 400 when one of the fields is larger than 16 KiB as JSON.
    static Optional<Answer> check(Map<String, Object> body, String... fields) {
        var problems = new ArrayList<FieldProblem>();
        for (var field : fields) {
            if (body.get(field) instanceof Map<?, ?> object && Json.write(object).length > MOST_BYTES) {
                problems.add(new FieldProblem(field, "must be at most 16 KiB as JSON"));
            }
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(Answer.invalid(problems));
    }
}
