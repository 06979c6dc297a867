package chorus.phonebook;

import java.util.List;
import java.util.Map;

/// Fields that need another beside them: alone they would be asked of the wrong place, or be half a key.
record FieldNeeds(List<Need> needs) {
    static final FieldNeeds NONE = new FieldNeeds(List.of());

    /// `field` is required where `beside` is given.
    record Need(String field, String beside) {
        private boolean isUnmet(Map<String, Object> fields) {
            return fields.containsKey(beside) && !fields.containsKey(field);
        }
    }

    static FieldNeeds of(Need... needs) {
        return new FieldNeeds(List.of(needs));
    }

    List<FieldProblem> problems(Map<String, Object> fields) {
        return needs.stream()
                .filter(need -> need.isUnmet(fields))
                .map(need -> new FieldProblem(
                        need.field(), "is required beside " + need.beside() + ": give both, or neither"))
                .toList();
    }
}
