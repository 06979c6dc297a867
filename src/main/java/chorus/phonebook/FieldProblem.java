package chorus.phonebook;

/// What is wrong with one field, in words that say what to do.
public record FieldProblem(String field, String message) {}
