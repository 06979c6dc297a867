package chorus.phonebook;

import chorus.secret.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What each field of an agent must look like, one by one, in the order in which they are shown.
final class AgentRules {
    static final Map<String, Rule> RULES = rules();

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*");

    private AgentRules() {}

    /// One field's rule.
    ///
    /// @param fallback the value of a field that is not given
    record Rule(Optional<Object> fallback, Judge judge) {}

    private interface Judge {
        Optional<String> problem(Object value, boolean denyPrivate);
    }

    static Optional<String> problem(String field, Object value, boolean denyPrivate) {
        if (value instanceof Texts.Unfit unfit) {
            return Optional.of(unfit.why());
        }
        if (value instanceof Secret) {
            return Optional.empty();
        }
        var rule = RULES.get(field);
        return rule == null ? Optional.of("is not a known field") : rule.judge().problem(value, denyPrivate);
    }

    private static Map<String, Rule> rules() {
        var rules = new LinkedHashMap<String, Rule>();
        rules.put("name", new Rule(Optional.empty(), line(255)));
        rules.put("isActive", flag(true));
        rules.put("allowEndCall", flag(true));
        rules.put("maxCallDurationSeconds", number(30, 3_600, 600));
        rules.put("firstSpeaker", new Rule(Optional.of("user"), oneOf("user", "agent")));
        rules.put("agentGreeting", new Rule(Optional.empty(), prose(1_000)));
        rules.put("agentGreetingEnabled", flag(false));
        rules.put("firstMessageUninterruptible", flag(false));
        rules.put("firstMessageDelay", number(0, 10_000, 0));
        rules.put("holdMessage", new Rule(Optional.empty(), prose(500)));
        rules.put("holdMusicUrl", new Rule(Optional.empty(), web(500)));
        rules.put("postCallWebhookUrl", new Rule(Optional.empty(), web(2_000)));
        rules.put("languageHint", new Rule(Optional.empty(), language()));
        rules.put("systemPrompt", new Rule(Optional.empty(), prose(32_000)));
        return java.util.Collections.unmodifiableMap(rules);
    }

    private static Rule flag(boolean fallback) {
        return new Rule(
                Optional.of(fallback), (value, _) -> Texts.unless(value instanceof Boolean, "must be true or false"));
    }

    private static Rule number(int least, int most, int fallback) {
        return new Rule(
                Optional.of(fallback),
                (value, _) -> Texts.unless(
                        value instanceof Number number
                                && number.doubleValue() == number.intValue()
                                && number.intValue() >= least
                                && number.intValue() <= most,
                        "must be a whole number from " + least + " to " + most));
    }

    private static Judge oneOf(String... words) {
        return (value, _) -> Texts.unless(Set.of(words).contains(value), "must be one of " + String.join(", ", words));
    }

    private static Judge line(int longest) {
        return (value, _) -> value instanceof String text
                ? Texts.problem(text, longest).or(() -> Texts.unless(!text.isBlank(), "must not be blank"))
                : Optional.of("must be a string");
    }

    /// Text of more than one line.
    private static Judge prose(int longest) {
        return (value, _) -> value instanceof String text
                ? Texts.unless(
                        text.codePointCount(0, text.length()) <= longest, "must be at most " + longest + " characters")
                : Optional.of("must be a string");
    }

    private static Judge web(int longest) {
        return (value, denyPrivate) -> value instanceof String text
                ? Texts.problem(text, longest)
                        .or(() -> NetworkTarget.problemOfUrl(text, Set.of("http", "https"), denyPrivate))
                : Optional.of("must be a string");
    }

    private static Judge language() {
        return (value, _) -> Texts.unless(
                value instanceof String text
                        && text.length() <= 10
                        && LANGUAGE.matcher(text).matches(),
                "must be a language code such as en or pt-BR");
    }
}
