package chorus.provider.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The fields of a form that was sent to us (`application/x-www-form-urlencoded`), decoded, none left out and none
/// trimmed.
final class PostedForm {
    private static final PostedForm EMPTY = new PostedForm(new TreeMap<>());

    private final NavigableMap<String, NavigableSet<String>> fields;

    private PostedForm(NavigableMap<String, NavigableSet<String>> fields) {
        this.fields = fields;
    }

    static PostedForm empty() {
        return EMPTY;
    }

    /// @throws IllegalArgumentException when the text is not encoded as a form is
    static PostedForm parse(String text) {
        var fields = new TreeMap<String, NavigableSet<String>>();
        for (var part : text.split("&", -1)) {
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
        return Optional.ofNullable(fields.get(name)).map(NavigableSet::first).filter(value -> !value.isEmpty());
    }

    String text(String name) {
        return field(name).orElse("");
    }

    /// Every field with its distinct values, both in order.
    Map<String, NavigableSet<String>> sorted() {
        return Collections.unmodifiableMap(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
