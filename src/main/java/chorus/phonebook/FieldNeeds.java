package chorus.phonebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Fields that need another beside them: alone they would be asked of the wrong place, or be half a key.
record FieldNeeds(List<Need> needs) {
    static final FieldNeeds NONE = new FieldNeeds(List.of());

    sealed interface Need {
        Optional<FieldProblem> problem(Map<String, Object> fields);
    }

    /// `field` is required where `beside` is given.
    record Beside(String field, String beside) implements Need {
        @Override
        public Optional<FieldProblem> problem(Map<String, Object> fields) {
            return fields.containsKey(beside) && !fields.containsKey(field)
                    ? Optional.of(new FieldProblem(field, "is required beside " + beside + ": give both, or neither"))
                    : Optional.empty();
        }
    }

    /// Exactly one of two is required where `beside` is given.
    record OneOf(String beside, String one, String other) implements Need {
        @Override
        public Optional<FieldProblem> problem(Map<String, Object> fields) {
            var given = Stream.of(one, other).filter(fields::containsKey).count();
            return fields.containsKey(beside) && given != 1
                    ? Optional.of(new FieldProblem(
                            one, "is required beside " + beside + ", or " + other + " in its place: give one of them"))
                    : Optional.empty();
        }
    }

    static FieldNeeds of(Need... needs) {
        return new FieldNeeds(List.of(needs));
    }

    List<FieldProblem> problems(Map<String, Object> fields) {
        return needs.stream().flatMap(need -> need.problem(fields).stream()).toList();
    }
}
