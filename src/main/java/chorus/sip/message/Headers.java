package chorus.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header fields of a message, in the order they came.
public record Headers(List<Header> all) {
    public Headers {
        all = List.copyOf(all);
    }

    /// The first field of this name, whatever the case.
    public Optional<String> first(String name) {
        for (var header : all) {
            if (header.is(name)) {
                return Optional.of(header.value());
            }
        }
        return Optional.empty();
    }

    /// All fields of this name, each as it came.
    public List<String> fields(String name) {
        return named(name).stream().map(Header::value).toList();
    }

    /// All values of this name, those sharing a field by commas (§7.3.1) told apart.
    public List<String> values(String name) {
        var found = new ArrayList<String>(2);
        for (var header : named(name)) {
            split(header.value(), found);
        }
        return found;
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    /// All fields of this name, whatever the case.
    List<Header> named(String name) {
        var found = new ArrayList<Header>(0);
        for (var header : all) {
            if (header.is(name)) {
                found.add(header);
            }
        }
        return found;
    }

    /// How many fields have this name, whatever the case.
    int count(String name) {
        var count = 0;
        for (var header : all) {
            if (header.is(name)) {
                count++;
            }
        }
        return count;
    }

    /// All fields of other names.
    Headers without(String name) {
        var kept = new ArrayList<Header>(all.size());
        for (var header : all) {
            if (!header.is(name)) {
                kept.add(header);
            }
        }
        return new Headers(kept);
    }

    /// These, the topmost value of Via replaced.
    Headers withFirstVia(Via via) {
        var changed = new ArrayList<>(all);
        for (var i = 0; i < changed.size(); i++) {
            if (changed.get(i).name().equals("Via")) {
                var field = changed.get(i).value();
                changed.set(i, new Header("Via", via + field.substring(Grammar.find(field, 0, ',', true))));
                break;
            }
        }
        return new Headers(changed);
    }

    private static void split(String field, List<String> into) {
        for (var from = 0; from <= field.length(); ) {
            var comma = Grammar.find(field, from, ',', true);
            var value = field.substring(from, comma).strip();
            if (!value.isEmpty()) {
                into.add(value);
            }
            from = comma + 1;
        }
    }
}
