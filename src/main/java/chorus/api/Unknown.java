package chorus.api;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Says what to do about a field that has no place where it stands.
final class Unknown {
    private static final Set<String> OURS =
            Set.of("id", "organizationId", "createdAt", "updatedAt", "line", "transferTargets", "toolIds", "revokedAt");

    private static final Pattern PRESENTABLE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private Unknown() {}

    /// @param refused sentences, each with the fields it is about
    static String problem(String name, Set<String> known, Map<String, Object> refused) {
        for (var entry : refused.entrySet()) {
            if (Document.list(entry.getValue()).contains(name)) {
                return entry.getKey();
            }
        }
        if (OURS.contains(name)) {
            return "is set by the server and cannot be given";
        }
        var nearest = known.stream().min(Comparator.comparingInt(word -> distance(word, name)));
        return nearest.filter(word -> distance(word, name) <= Math.max(2, word.length() / 3))
                .map(word -> "is not a known field; did you mean '" + word + "'?")
                .orElse("is not a known field");
    }

    /// A stranger's field name, fit to be repeated.
    static String shown(String name) {
        return PRESENTABLE.matcher(name).matches() ? name : "(unprintable name)";
    }

    /// Letters to change, add or drop, case aside, to get from one word to the other.
    private static int distance(String one, String other) {
        var a = one.toLowerCase(java.util.Locale.ROOT);
        var b = other.substring(0, Math.min(other.length(), 64)).toLowerCase(java.util.Locale.ROOT);
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
