package chorus.sip.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One challenge of a WWW-Authenticate or Proxy-Authenticate (RFC 7616 §3.3).
record Challenge(String scheme, Map<String, String> params) {
    private static final int LONGEST = 8_192;
    private static final int MOST = 16;
    private static final Pattern PART = Pattern.compile(
            "\\G[\\s,]*(?:([\\w.~!#$%&'*+^`|-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*))"
                    + "|([\\w.~!#$%&'*+^`|-]+)(?=\\s))");

    /// Reads all challenges of one field; what cannot be read ends it.
    static List<Challenge> parse(String field) {
        var found = new ArrayList<Challenge>();
        if (field.length() > LONGEST) {
            return found;
        }
        var part = PART.matcher(field);
        while (part.find() && found.size() <= MOST) {
            if (part.group(4) != null) {
                found.add(new Challenge(part.group(4), new LinkedHashMap<>()));
            } else if (!found.isEmpty()) {
                var quoted = part.group(2);
                var value = quoted == null ? part.group(3) : quoted;
                found.getLast().params.putIfAbsent(part.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return found;
    }

    /// As it came, quoting kept, since it goes back the same way.
    String get(String name) {
        return params.getOrDefault(name, "");
    }

    boolean isStale() {
        return get("stale").equalsIgnoreCase("true");
    }

    Optional<Algorithm> algorithm() {
        return Algorithm.named(params.getOrDefault("algorithm", "MD5"));
    }

    boolean offersAuth() {
        return List.of(get("qop").toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*", -1))
                .contains("auth");
    }

    /// A digest that we can compute.
    boolean isUsable() {
        return scheme.equalsIgnoreCase("Digest")
                && params.containsKey("realm")
                && params.containsKey("nonce")
                && algorithm().isPresent()
                && (!params.containsKey("qop") || offersAuth());
    }
}
