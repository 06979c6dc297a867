package chorus.api;

import chorus.phonebook.ApiKey;
import chorus.phonebook.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks what came against the document, and hands on what is right.
final class Intake {
    private static final int MOST_PROBLEMS = 50;

    private Intake() {}

    /// Answers with `action` when everything is as the document says.
    static Answer pass(Operation operation, Incoming incoming, ApiKey caller, Action action) {
        var problems = new ArrayList<FieldProblem>();
        var parameters = parameters(operation, incoming, problems);
        if (!problems.isEmpty()) {
            return Answer.invalid(problems);
        }
        if (operation.body().isEmpty()) {
            return action.answer(new Request(caller, parameters, Map.of(), incoming));
        }
        if (!incoming.isJson()) {
            return Answer.error(415, "The body must be JSON: send the header 'Content-Type: application/json'.");
        }
        return switch (Json.read(incoming.body().getBytes())) {
            case Json.Reading.Unreadable unreadable -> Answer.error(400, unreadable.why());
            case Json.Reading.Read read -> {
                problems.addAll(operation.body().get().problems(read.object(), ""));
                yield problems.isEmpty()
                        ? action.answer(new Request(caller, parameters, read.object(), incoming))
                        : Answer.invalid(problems.stream()
                                .distinct()
                                .limit(MOST_PROBLEMS)
                                .toList());
            }
        };
    }

    private static Map<String, Object> parameters(Operation operation, Incoming incoming, List<FieldProblem> problems) {
        var read = new LinkedHashMap<String, Object>();
        for (var parameter : operation.parameters()) {
            var given = given(parameter, incoming);
            if (given.size() > 1) {
                problems.add(new FieldProblem(parameter.name(), "is given more than once"));
            } else if (given.size() == 1) {
                var value = parameter.schema().read(given.getFirst());
                problems.addAll(parameter.schema().problems(value, parameter.name()));
                read.put(parameter.name(), value);
            } else if (parameter.schema().hasFallback()) {
                read.put(parameter.name(), parameter.schema().fallback());
            }
        }
        problems.addAll(unknown(operation, incoming));
        return read;
    }

    private static List<String> given(Operation.Parameter parameter, Incoming incoming) {
        return switch (parameter.in()) {
            case "path" -> one(incoming.path().get(parameter.name()));
            case "header" -> one(incoming.headers().get(parameter.name().toLowerCase(java.util.Locale.ROOT)));
            default -> incoming.query().getOrDefault(parameter.name(), List.of());
        };
    }

    private static List<String> one(@org.jspecify.annotations.Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static List<FieldProblem> unknown(Operation operation, Incoming incoming) {
        Set<String> known = operation.parameters().stream()
                .filter(parameter -> parameter.in().equals("query"))
                .map(Operation.Parameter::name)
                .collect(Collectors.toSet());
        return incoming.query().keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> new FieldProblem(
                        Unknown.shown(name),
                        Unknown.problem(name, known, Map.of()).replace("field", "parameter")))
                .toList();
    }
}
