package chorus.phonebook;

import chorus.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// An agent as the API's fields, on its way in or out: filled in, changed, checked, shown.
public final class AgentForm {
    private static final String SECRET = "postCallWebhookSecret";
    private static final int LONGEST_SECRET = 255;

    private final Map<String, Object> fields;
    private final RuntimeForm runtime;

    private AgentForm(Map<String, Object> fields, RuntimeForm runtime) {
        this.fields = fields;
        this.runtime = runtime;
    }

    public static AgentForm blank() {
        var fields = new LinkedHashMap<String, Object>();
        AgentRules.RULES.forEach((field, rule) -> rule.fallback().ifPresent(value -> fields.put(field, value)));
        return new AgentForm(fields, RuntimeForm.of(new AgentRuntime.Builtin()));
    }

    public static AgentForm of(Agent agent) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", agent.name());
        fields.put("isActive", agent.active());
        fields.put("allowEndCall", agent.allowEndCall());
        fields.put(
                "maxCallDurationSeconds",
                Math.toIntExact(agent.maxCallDuration().toSeconds()));
        fields.put("firstSpeaker", agent.firstSpeaker().code());
        agent.greeting().ifPresent(text -> fields.put("agentGreeting", text));
        fields.put("agentGreetingEnabled", agent.greetingEnabled());
        fields.put("firstMessageUninterruptible", agent.firstMessageUninterruptible());
        fields.put(
                "firstMessageDelay", Math.toIntExact(agent.firstMessageDelay().toMillis()));
        agent.holdMessage().ifPresent(text -> fields.put("holdMessage", text));
        agent.holdMusicUrl().ifPresent(url -> fields.put("holdMusicUrl", url.toString()));
        agent.postCallWebhookUrl().ifPresent(url -> fields.put("postCallWebhookUrl", url.toString()));
        agent.postCallWebhookSecret().ifPresent(secret -> fields.put(SECRET, secret));
        agent.languageHint().ifPresent(text -> fields.put("languageHint", text));
        agent.systemPrompt().ifPresent(text -> fields.put("systemPrompt", text));
        return new AgentForm(fields, RuntimeForm.of(agent.runtime()));
    }

    /// This form after a change: null clears a field, or puts it back to its default.
    public AgentForm with(Map<String, Object> changes) {
        var kept = new LinkedHashMap<>(fields);
        changes.forEach((field, value) -> set(kept, field, value));
        return new AgentForm(kept, changes.containsKey("runtime") ? changed(changes.get("runtime")) : runtime);
    }

    /// The agent this form describes, or what is wrong with it.
    ///
    /// @param denyPrivateTargets refuse addresses inside private or loopback networks, and `ws://`
    public Check check(UUID id, UUID organizationId, Instant createdAt, Instant updatedAt, boolean denyPrivateTargets) {
        var problems = new ArrayList<FieldProblem>();
        if (!fields.containsKey("name")) {
            problems.add(new FieldProblem("name", "is required"));
        }
        fields.forEach((field, value) -> AgentRules.problem(field, value, denyPrivateTargets)
                .ifPresent(why -> problems.add(new FieldProblem(field, why))));
        problems.addAll(runtime.problems(denyPrivateTargets));
        return problems.isEmpty()
                ? new Check.Valid(agent(id, organizationId, createdAt, updatedAt))
                : new Check.Invalid(List.copyOf(problems));
    }

    /// The fields without the secrets, with defaults filled in; absent ones are null.
    public Map<String, Object> visible() {
        var shown = new LinkedHashMap<String, Object>();
        for (var field : AgentRules.RULES.keySet()) {
            shown.put(field, fields.get(field));
        }
        shown.put("runtime", runtime.visible());
        return Collections.unmodifiableMap(shown);
    }

    /// Field names only: values may be secret.
    @Override
    public String toString() {
        return "AgentForm" + fields.keySet();
    }

    private RuntimeForm changed(Object given) {
        return given instanceof Map<?, ?> map ? runtime.replacedBy(map) : RuntimeForm.of(new AgentRuntime.Builtin());
    }

    private static void set(Map<String, Object> fields, String field, Object value) {
        if (field.equals("runtime")) {
            return;
        }
        var rule = Optional.ofNullable(AgentRules.RULES.get(field));
        if (value == null) {
            fields.remove(field);
            rule.flatMap(AgentRules.Rule::fallback).ifPresent(fallback -> fields.put(field, fallback));
        } else if (field.equals(SECRET) && value instanceof String secret) {
            fields.put(field, Texts.secret(secret, LONGEST_SECRET));
        } else {
            fields.put(field, value);
        }
    }

    private Agent agent(UUID id, UUID organizationId, Instant createdAt, Instant updatedAt) {
        return new Agent(
                id,
                organizationId,
                text("name").orElseThrow(),
                flag("isActive"),
                flag("allowEndCall"),
                Duration.ofSeconds(number("maxCallDurationSeconds")),
                Agent.FirstSpeaker.valueOf(text("firstSpeaker").orElseThrow().toUpperCase(Locale.ROOT)),
                text("agentGreeting"),
                flag("agentGreetingEnabled"),
                flag("firstMessageUninterruptible"),
                Duration.ofMillis(number("firstMessageDelay")),
                text("holdMessage"),
                text("holdMusicUrl").map(URI::create),
                text("postCallWebhookUrl").map(URI::create),
                Optional.ofNullable((Secret) fields.get(SECRET)),
                text("languageHint"),
                text("systemPrompt"),
                runtime.runtime(),
                createdAt,
                updatedAt);
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field)).map(Object::toString);
    }

    private boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    private int number(String field) {
        return ((Number) Objects.requireNonNull(fields.get(field))).intValue();
    }

    /// What a check came to.
    public sealed interface Check {
        record Valid(Agent agent) implements Check {}

        record Invalid(List<FieldProblem> problems) implements Check {}
    }
}
