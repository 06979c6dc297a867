package chorus.fake.voximplant;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One request to the management API: the method's name and its fields.
record Ask(String method, Map<String, String> fields) {
    private static final Set<String> UNTOLD = Set.of("api_key", "account_id", "secret_value", "cmd");

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
    }

    String needed(String name) {
        return text(name).orElseThrow(ApiFault.INVALID_ARGUMENTS::refused);
    }

    Optional<Long> id(String name) {
        return text(name).map(Ask::number);
    }

    /// A list, joined by semicolons; a comma is an error of its own at the vendor's, as here.
    List<String> list(String name) {
        return text(name).map(value -> List.of(value.split(";", -1))).orElse(List.of());
    }

    List<Long> ids(String name) {
        return list(name).stream().map(Ask::number).toList();
    }

    boolean flag(String name, boolean otherwise) {
        return text(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /// @return the part of a list that was asked for: twenty, unless it says otherwise
    <T> List<T> page(List<T> all) {
        return all.stream()
                .skip(id("offset").orElse(0L))
                .limit(id("count").orElse(20L))
                .toList();
    }

    /// As tests read it: `AddRule application_id=1&rule_name=in`, without credentials, long values shortened.
    String told() {
        return (method + " "
                        + new TreeMap<>(fields)
                                .entrySet().stream()
                                        .filter(field -> !UNTOLD.contains(field.getKey()))
                                        .map(field -> field.getKey() + "=" + shortened(field.getValue()))
                                        .collect(Collectors.joining("&")))
                .strip();
    }

    private static String shortened(String value) {
        return value.length() > 80
                ? "(" + value.length() + " characters, " + Arrays.hashCode(value.toCharArray()) + ")"
                : value;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiFault.INVALID_ARGUMENTS.refused();
        }
    }
}
