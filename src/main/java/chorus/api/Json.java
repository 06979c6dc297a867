package chorus.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// JSON as strangers send it, read strictly, and as we answer it.
final class Json {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 40;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(1_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build());

    private Json() {}

    /// What came of reading a body.
    sealed interface Reading {
        record Read(Map<String, Object> object) implements Reading {}

        /// @param why a sentence
        record Unreadable(String why) implements Reading {}
    }

    /// Reads one JSON object.
    static Reading read(byte[] bytes) {
        try {
            return object(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Reading.Unreadable("The body is not valid UTF-8.");
        }
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An answer could not be written as JSON.", e);
        }
    }

    static byte[] pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An example could not be written as JSON.", e);
        }
    }

    private static Reading object(String text) {
        try (var parser = MAPPER.createParser(text)) {
            if (!(MAPPER.readTree(parser) instanceof ObjectNode tree)) {
                return new Reading.Unreadable("The body must be a JSON object.");
            }
            if (parser.nextToken() != null) {
                return new Reading.Unreadable("The body must be one JSON object with nothing behind it.");
            }
            return plain(tree) instanceof Map<?, ?> map ? new Reading.Read(named(map)) : notAnObject();
        } catch (UnfitValue e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        } catch (StreamConstraintsException e) {
            return new Reading.Unreadable("The body is nested deeper than " + DEEPEST
                    + " levels, or holds a number of more than " + LONGEST_NUMBER + " digits or an overlong name.");
        } catch (JsonProcessingException e) {
            return new Reading.Unreadable(described(e));
        } catch (IOException e) {
            throw new UncheckedIOException("A body in memory could not be read.", e);
        }
    }

    private static Reading notAnObject() {
        return new Reading.Unreadable("The body must be a JSON object.");
    }

    private static String described(JsonProcessingException e) {
        var problem = String.valueOf(e.getOriginalMessage());
        var where = e.getLocation();
        var at = where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
        return problem.startsWith("Duplicate")
                ? "The body gives the same field twice" + at + "."
                : "The body is not valid JSON" + at + ".";
    }

    private static Map<String, Object> named(Map<?, ?> map) {
        var named = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside these maps and lists.
    private static Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                node.properties().forEach(entry -> map.put(fit(entry.getKey()), plain(entry.getValue())));
                yield map;
            }
            case ARRAY -> {
                var list = new ArrayList<Object>();
                node.forEach(element -> list.add(plain(element)));
                yield list;
            }
            case STRING -> fit(node.textValue());
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private static Object number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isLong()) {
            return node.longValue();
        }
        var value = node.doubleValue();
        if (node.isBigInteger() || Double.isInfinite(value)) {
            throw new UnfitValue("The body holds a number that is too large: send it as a string.");
        }
        return value;
    }

    /// Refuses text that no database keeps: the NUL character and halves of surrogate pairs.
    private static String fit(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new UnfitValue("The body holds a NUL character, which cannot be stored.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new UnfitValue("The body holds half of a surrogate pair, which is no character.");
        }
        return text;
    }

    private static final class UnfitValue extends RuntimeException {
        UnfitValue(String message) {
            super(message, null, false, false);
        }
    }
}
