package chorus.provider.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The fields of a form that was sent to us (`application/x-www-form-urlencoded`), decoded, none left out and
/// none trimmed.
final class PostedForm {
    private static final PostedForm EMPTY = new PostedForm(new TreeMap<>());

    private final SortedMap<String, SortedSet<String>> fields;

    private PostedForm(SortedMap<String, SortedSet<String>> fields) {
        this.fields = fields;
    }

    static PostedForm empty() {
        return EMPTY;
    }

    /// @throws IllegalArgumentException when the text is not encoded as a form is
    static PostedForm parse(String text) {
        var fields = new TreeMap<String, SortedSet<String>>();
        for (var part : text.split("&")) {
            if (!part.isEmpty()) {
                var equals = part.indexOf('=');
                var name = decoded(equals < 0 ? part : part.substring(0, equals));
                var value = equals < 0 ? "" : decoded(part.substring(equals + 1));
                fields.computeIfAbsent(name, _ -> new TreeSet<>()).add(value);
            }
        }
        return new PostedForm(fields);
    }

    /// The field's value; of several, the first in order. An empty one counts as absent.
    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name)).map(SortedSet::first).filter(value -> !value.isEmpty());
    }

    String text(String name) {
        return field(name).orElse("");
    }

    /// Every field with its distinct values, both in order.
    Map<String, SortedSet<String>> sorted() {
        return Collections.unmodifiableMap(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
