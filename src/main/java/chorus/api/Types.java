package chorus.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// JSON's types, as JSON Schema names them.
final class Types {
    private Types() {}

    static boolean is(String type, Object value) {
        return switch (type) {
            case "null" -> value == null;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "number" -> value instanceof Number;
            case "integer" ->
                value instanceof Integer
                        || value instanceof Long
                        || (value instanceof Double number && number == Math.rint(number));
            default -> throw new IllegalStateException("The document uses the type " + type + ".");
        };
    }

    /// `a string or a number`; that null is possible need not be said.
    static String described(List<String> types) {
        return types.stream()
                .filter(type -> !type.equals("null"))
                .map(Types::described)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" or "), words -> words.isEmpty() ? "null" : words));
    }

    static String listed(List<?> words) {
        return words.stream().filter(Objects::nonNull).map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String described(String type) {
        return switch (type) {
            case "boolean" -> "true or false";
            case "integer" -> "a whole number";
            case "object" -> "an object";
            case "array" -> "a list";
            default -> "a " + type;
        };
    }
}
