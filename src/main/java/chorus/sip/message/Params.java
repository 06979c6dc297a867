package chorus.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The parameters behind a value: `;name=value;flag`. Names are kept in lower case, a flag has an empty value.
public record Params(List<Param> all) {
    public static final Params NONE = new Params(List.of());
    private static final int MOST = 64;

    public Params {
        all = List.copyOf(all);
    }

    record Param(String name, String value) {
        void write(StringBuilder to) {
            to.append(';').append(name);
            if (!value.isEmpty()) {
                to.append('=').append(value);
            }
        }
    }

    public static Params of(String name, String value) {
        return NONE.with(name, value);
    }

    /// Reads everything from `from`, which is the end of the text or its first semicolon; empty when it is not so.
    /// Of several with one name, the first counts.
    static Optional<Params> parse(String text, int from) {
        var start = Grammar.skipBlanks(text, from);
        if (start == text.length()) {
            return Optional.of(NONE);
        }
        var found = new ArrayList<Param>(2);
        while (start < text.length()) {
            if (text.charAt(start) != ';') {
                return Optional.empty();
            }
            var end = Grammar.find(text, start + 1, ';', false);
            var param = param(text, start + 1, end);
            if (param.isEmpty() || found.size() == MOST) {
                return Optional.empty();
            }
            if (find(param.get().name(), found).isEmpty()) {
                found.add(param.get());
            }
            start = end;
        }
        return Optional.of(new Params(found));
    }

    public Optional<String> get(String name) {
        return find(name, all).map(Param::value);
    }

    public boolean has(String name) {
        return find(name, all).isPresent();
    }

    /// These, with one set or replaced.
    public Params with(String name, String value) {
        var set = new Param(name.toLowerCase(Locale.ROOT), value);
        var more = new ArrayList<>(all);
        more.replaceAll(param -> param.name().equals(set.name()) ? set : param);
        if (!has(set.name())) {
            more.add(set);
        }
        return new Params(more);
    }

    void write(StringBuilder to) {
        for (var param : all) {
            param.write(to);
        }
    }

    private static Optional<Param> find(String name, List<Param> all) {
        for (var param : all) {
            if (param.name().equals(name)) {
                return Optional.of(param);
            }
        }
        return Optional.empty();
    }

    private static Optional<Param> param(String text, int from, int to) {
        var equals = Math.min(Grammar.find(text, from, '=', false), to);
        var name = text.substring(from, equals).strip();
        var value = equals < to ? text.substring(equals + 1, to).strip() : "";
        return isName(name) && Grammar.isBalanced(value)
                ? Optional.of(new Param(name.toLowerCase(Locale.ROOT), value))
                : Optional.empty();
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
}
