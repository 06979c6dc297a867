package chorus.sip.message;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The parameters behind a value: `;name=value;flag`. Names are kept in lower case, a flag has an empty value.
public record Params(SequencedMap<String, String> byName) {
    public static final Params NONE = new Params(new LinkedHashMap<>());
    private static final int MOST = 64;

    public Params {
        byName = java.util.Collections.unmodifiableSequencedMap(byName);
    }

    public static Params of(String name, String value) {
        return NONE.with(name, value);
    }

    /// Reads everything from `from`, which is the end of the text or its first semicolon; empty when it is not so.
    static Optional<Params> parse(String text, int from) {
        var start = skipSpace(text, from);
        if (start == text.length()) {
            return Optional.of(NONE);
        }
        var found = new LinkedHashMap<String, String>();
        while (start < text.length()) {
            if (text.charAt(start) != ';') {
                return Optional.empty();
            }
            var end = Grammar.find(text, start + 1, ";", false);
            if (!add(text.substring(start + 1, end), found) || found.size() > MOST) {
                return Optional.empty();
            }
            start = end;
        }
        return Optional.of(new Params(found));
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /// These, with one set or replaced.
    public Params with(String name, String value) {
        var more = new LinkedHashMap<>(byName);
        more.put(name.toLowerCase(Locale.ROOT), value);
        return new Params(more);
    }

    void write(StringBuilder to) {
        byName.forEach((name, value) -> {
            to.append(';').append(name);
            if (!value.isEmpty()) {
                to.append('=').append(value);
            }
        });
    }

    private static boolean add(String parameter, Map<String, String> to) {
        var equals = Grammar.find(parameter, 0, "=", false);
        var name = parameter.substring(0, equals).strip();
        var value =
                equals < parameter.length() ? parameter.substring(equals + 1).strip() : "";
        var sound = isName(name) && Grammar.isBalanced(value);
        if (sound) {
            to.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        }
        return sound;
    }

    /// URI parameters allow a few characters more than tokens do.
    private static boolean isName(String name) {
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (!Grammar.isTokenCharacter(c) && "[]/:&$()".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static int skipSpace(String text, int from) {
        var at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
