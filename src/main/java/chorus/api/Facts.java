package chorus.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schema's limits in a few words: `string · at most 60 characters`.
final class Facts {
    private Facts() {}

    static String of(Map<String, Object> schema) {
        var facts = new ArrayList<String>();
        var types = Document.list(schema.get("type"));
        facts.add(String.join(
                " or ", types.stream().filter(type -> !type.equals("null")).toList()));
        if (schema.get("format") != null) {
            facts.add(String.valueOf(schema.get("format")));
        }
        if (schema.get("enum") instanceof java.util.List<?> words) {
            facts.add("one of " + Types.listed(words));
        }
        if (schema.get("maxLength") != null) {
            facts.add("at most " + schema.get("maxLength") + " characters");
        }
        if (schema.get("minimum") != null && schema.get("maximum") != null) {
            facts.add(schema.get("minimum") + " to " + schema.get("maximum"));
        }
        if (schema.get("default") != null) {
            facts.add("default " + shown(schema.get("default")));
        }
        if (types.contains("null")) {
            facts.add("or null");
        }
        return String.join(" · ", facts.stream().filter(fact -> !fact.isEmpty()).toList());
    }

    private static String shown(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? new String(Json.write(map), StandardCharsets.UTF_8)
                : String.valueOf(value);
    }
}
