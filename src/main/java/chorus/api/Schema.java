package chorus.api;

import chorus.phonebook.FieldProblem;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// One schema of the document, and the judge of what is sent: it speaks in sentences and never repeats a value.
///
/// It knows the keywords that the document uses, a small part of JSON Schema 2020-12; any other is refused, so
/// none can be silently ignored.
final class Schema {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "enum",
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "required",
            "properties",
            "additionalProperties",
            "maxProperties",
            "items",
            "maxItems",
            "allOf",
            "$ref",
            "default",
            "description",
            "example",
            "writeOnly",
            "x-refused");

    private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Document document;
    private final Map<String, Object> keywords;

    Schema(Document document, Map<String, Object> keywords) {
        this.document = document;
        this.keywords = document.resolved(keywords);
        for (var keyword : this.keywords.keySet()) {
            if (!KNOWN.contains(keyword)) {
                throw new IllegalStateException("The document uses the keyword " + keyword + ", which is not checked.");
            }
        }
    }

    /// Everything that is wrong with `value`, which stands at `path`; empty for the body itself.
    List<FieldProblem> problems(Object value, String path) {
        var problems = new ArrayList<FieldProblem>();
        check(value, path, problems);
        return problems;
    }

    /// The value of a query or path parameter, read as this schema's type; text that cannot be is left as text.
    Object read(String text) {
        return types().contains("integer") && text.matches("-?\\d{1,10}") ? (Object) Long.parseLong(text) : text;
    }

    Object fallback() {
        return Objects.requireNonNull(keywords.get("default"), "The schema has no default.");
    }

    boolean hasFallback() {
        return keywords.containsKey("default");
    }

    private void check(Object value, String path, List<FieldProblem> problems) {
        for (var part : Document.maps(keywords.get("allOf"))) {
            new Schema(document, part).check(value, path, problems);
        }
        if (keywords.containsKey("type") && types().stream().noneMatch(type -> Types.is(type, value))) {
            problems.add(new FieldProblem(path, "must be " + Types.described(types())));
            return;
        }
        if (keywords.get("enum") instanceof List<?> words && !words.contains(value)) {
            problems.add(new FieldProblem(path, "must be one of " + Types.listed(words)));
        }
        switch (value) {
            case null -> {}
            case String text -> checkText(text, path, problems);
            case Number number -> checkNumber(number, path, problems);
            case Map<?, ?> object -> checkObject(object, path, problems);
            case List<?> list -> checkList(list, path, problems);
            default -> {}
        }
    }

    private void checkText(String text, String path, List<FieldProblem> problems) {
        var length = text.codePointCount(0, text.length());
        if (length < limit("minLength", 0)) {
            problems.add(new FieldProblem(path, "must not be empty"));
        }
        if (length > limit("maxLength", Integer.MAX_VALUE)) {
            problems.add(new FieldProblem(path, "must be at most " + keywords.get("maxLength") + " characters"));
        }
        if ("uuid".equals(keywords.get("format")) && !UUID.matcher(text).matches()) {
            problems.add(new FieldProblem(path, "must be a UUID"));
        }
        if ("date-time".equals(keywords.get("format")) && !isDateTime(text)) {
            problems.add(new FieldProblem(path, "must be a time in ISO 8601, such as 2026-01-15T10:30:00Z"));
        }
    }

    private void checkNumber(Number number, String path, List<FieldProblem> problems) {
        var low = limit("minimum", Long.MIN_VALUE);
        var high = limit("maximum", Long.MAX_VALUE);
        if (number.doubleValue() < low || number.doubleValue() > high) {
            problems.add(new FieldProblem(path, "must be from " + low + " to " + high));
        }
    }

    private void checkList(List<?> list, String path, List<FieldProblem> problems) {
        if (list.size() > limit("maxItems", Integer.MAX_VALUE)) {
            problems.add(new FieldProblem(path, "must have at most " + keywords.get("maxItems") + " entries"));
        }
        if (keywords.get("items") instanceof Map<?, ?> items) {
            var schema = new Schema(document, Document.map(items));
            for (var i = 0; i < list.size(); i++) {
                schema.check(list.get(i), path + "[" + i + "]", problems);
            }
        }
    }

    private void checkObject(Map<?, ?> object, String path, List<FieldProblem> problems) {
        for (var field : Document.list(keywords.get("required"))) {
            if (!object.containsKey(field)) {
                problems.add(new FieldProblem(below(path, field), "is required"));
            }
        }
        if (object.size() > limit("maxProperties", Integer.MAX_VALUE)) {
            problems.add(new FieldProblem(path, "must have at most " + keywords.get("maxProperties") + " entries"));
            return;
        }
        var properties = Document.map(keywords.get("properties"));
        object.forEach((name, value) -> checkProperty(properties, String.valueOf(name), value, path, problems));
    }

    private void checkProperty(
            Map<String, Object> properties, String name, Object value, String path, List<FieldProblem> problems) {
        var others = keywords.getOrDefault("additionalProperties", true);
        if (properties.get(name) instanceof Map<?, ?> property) {
            var schema = new Schema(document, Document.map(property));
            if (value == null
                    && !schema.allowsNull()
                    && Document.list(keywords.get("required")).contains(name)) {
                problems.add(new FieldProblem(below(path, name), "is required"));
            } else {
                schema.check(value, below(path, name), problems);
            }
        } else if (others instanceof Map<?, ?> schema) {
            new Schema(document, Document.map(schema)).check(value, below(path, Unknown.shown(name)), problems);
        } else if (others.equals(false)) {
            var why = Unknown.problem(name, properties.keySet(), Document.map(keywords.get("x-refused")));
            problems.add(new FieldProblem(below(path, Unknown.shown(name)), why));
        }
    }

    private boolean allowsNull() {
        return !keywords.containsKey("type") || types().contains("null");
    }

    private List<String> types() {
        return keywords.get("type") instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : Document.list(keywords.get("type"));
    }

    private long limit(String keyword, long otherwise) {
        return keywords.get(keyword) instanceof Number number ? number.longValue() : otherwise;
    }

    private static boolean isDateTime(String text) {
        try {
            return OffsetDateTime.parse(text).getYear() >= 1970
                    && OffsetDateTime.parse(text).getYear() <= 9999;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
