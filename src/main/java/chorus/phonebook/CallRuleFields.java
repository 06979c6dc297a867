package chorus.phonebook;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The API's fields that hold for the calls of a number, from [CallRules] and to them.
final class CallRuleFields {
    /// Those that a number has on any provider.
    static final Set<String> OF_EVERY_KIND =
            Set.of("ringTimeoutSeconds", "callsPerSecond", "maxConcurrentCalls", "pricePerMinute");

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{2,64}");
    private static final int MOST_HEADERS = 20;

    /// Headers with credentials, and those that steer the dialog and its body.
    private static final Set<String> WITHHELD = Set.of(
            "authorization",
            "proxy-authorization",
            "www-authenticate",
            "proxy-authenticate",
            "authentication-info",
            "via",
            "contact",
            "route",
            "record-route",
            "path",
            "service-route",
            "cseq",
            "max-forwards");

    private CallRuleFields() {}

    static void put(CallRules rules, Map<String, Object> fields) {
        fields.put("ringTimeoutSeconds", Math.toIntExact(rules.ringTimeout().toSeconds()));
        fields.put("callsPerSecond", rules.callsPerSecond());
        rules.maxConcurrentCalls().ifPresent(most -> fields.put("maxConcurrentCalls", most));
        rules.pricePerMinute().ifPresent(price -> fields.put("pricePerMinute", Prices.shown(price)));
        if (!rules.inboundHeaders().isEmpty()) {
            fields.put("inboundHeaders", rules.inboundHeaders());
        }
    }

    /// @param fields checked already
    static CallRules rules(Map<String, Object> fields) {
        return new CallRules(
                Duration.ofSeconds(number(fields, "ringTimeoutSeconds")
                        .orElse(Math.toIntExact(CallRules.STANDARD.ringTimeout().toSeconds()))),
                number(fields, "callsPerSecond").orElse(CallRules.STANDARD.callsPerSecond()),
                number(fields, "maxConcurrentCalls"),
                Optional.ofNullable(fields.get("pricePerMinute")).map(Prices::read),
                headers(fields.get("inboundHeaders")));
    }

    /// Puts the fields of a kind into `shown`, defaults filled in. It runs on checked fields only.
    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    static void show(TrunkKind kind, Map<String, Object> fields, Map<String, Object> shown) {
        var rules = rules(fields);
        shown.put("ringTimeoutSeconds", rules.ringTimeout().toSeconds());
        shown.put("callsPerSecond", rules.callsPerSecond());
        shown.put("maxConcurrentCalls", rules.maxConcurrentCalls().orElse(null));
        shown.put("pricePerMinute", rules.pricePerMinute().map(Prices::shown).orElse(null));
        if (kind.has("inboundHeaders")) {
            shown.put("inboundHeaders", rules.inboundHeaders());
        }
    }

    /// Empty for a field of other rules.
    static Optional<String> problem(String field, Object value) {
        return switch (field) {
            case "ringTimeoutSeconds" -> whole(value, 5, 180);
            case "callsPerSecond" -> whole(value, 1, 50);
            case "maxConcurrentCalls" -> whole(value, 0, 10_000);
            case "pricePerMinute" -> Prices.problem(value);
            case "inboundHeaders" -> headersProblem(value);
            default -> Optional.empty();
        };
    }

    private static Optional<String> whole(Object value, int low, int high) {
        return Texts.unless(
                value instanceof Number number
                        && number.doubleValue() == number.intValue()
                        && number.intValue() >= low
                        && number.intValue() <= high,
                "must be a whole number from " + low + " to " + high);
    }

    private static Optional<String> headersProblem(Object value) {
        if (!(value instanceof List<?> names) || !names.stream().allMatch(String.class::isInstance)) {
            return Optional.of("must be a list of header names");
        }
        if (names.size() > MOST_HEADERS) {
            return Optional.of("must have at most " + MOST_HEADERS + " entries");
        }
        var seen = new LinkedHashSet<String>();
        for (var name : names) {
            var problem = headerProblem(name.toString(), seen);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> headerProblem(String name, Set<String> seen) {
        if (!HEADER_NAME.matcher(name).matches()) {
            return Optional.of("must hold full header names, such as X-Customer-Id: 2 to 64 letters, digits and any of"
                    + " . ! % * _ + ` ' ~ -");
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (WITHHELD.contains(lower) || lower.startsWith("content-")) {
            return Optional.of("cannot hold " + name + ": credentials, and headers that steer the call or describe its"
                    + " body, are not for the agent");
        }
        return Texts.unless(seen.add(lower), "holds " + name + " twice, for case does not matter: name it once");
    }

    private static Optional<Integer> number(Map<String, Object> fields, String field) {
        return fields.get(field) instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
    }

    private static List<String> headers(@Nullable Object names) {
        return names instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
