package chorus.phonebook;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A phone number as the API's fields, on its way in or out: filled in, changed, checked, shown.
///
/// ```java
/// PhoneNumberForm.of(number).with(changes).check(id, organizationId, createdAt, now, false)
/// ```
public final class PhoneNumberForm {
    private static final Set<String> OF_EVERY_KIND = Set.of("name", "number", "agentId", "metadata");
    private static final Set<String> NEVER_CLEARED = Set.of("provider", "sipMode");
    private static final int LONGEST_SECRET = 255;

    private final Map<String, Object> fields;

    private PhoneNumberForm(Map<String, Object> fields) {
        this.fields = fields;
    }

    public static PhoneNumberForm blank() {
        return new PhoneNumberForm(new LinkedHashMap<>());
    }

    public static PhoneNumberForm of(PhoneNumber number) {
        var fields = new LinkedHashMap<String, Object>();
        number.name().ifPresent(name -> fields.put("name", name));
        fields.put("number", number.number());
        fields.put("provider", number.trunk().provider());
        number.agentId().ifPresent(agent -> fields.put("agentId", agent.toString()));
        fields.put("metadata", number.metadata());
        TrunkFields.put(number.trunk(), fields);
        CallRuleFields.put(number.rules(), fields);
        return new PhoneNumberForm(fields);
    }

    /// This form after a change: null clears a field, except `provider` and `sipMode`. A change of provider or mode
    /// drops every connection field that was there before.
    public PhoneNumberForm with(Map<String, Object> changes) {
        var given = new LinkedHashMap<>(changes);
        given.entrySet().removeIf(change -> NEVER_CLEARED.contains(change.getKey()) && change.getValue() == null);
        var kept = new LinkedHashMap<>(fields);
        if (changesKind(given)) {
            kept.keySet()
                    .removeIf(field -> !OF_EVERY_KIND.contains(field) && !CallRuleFields.OF_EVERY_KIND.contains(field));
            fields.entrySet().stream()
                    .filter(field -> field.getKey().equals("provider"))
                    .forEach(field -> kept.put(field.getKey(), field.getValue()));
        }
        given.forEach((field, value) -> set(kept, field, value));
        TrunkFields.followTransport(fields, given, kept);
        VoximplantFields.settle(given, kept);
        return new PhoneNumberForm(kept);
    }

    /// This form with the connection of a number that is known already.
    public PhoneNumberForm inTheAccountOf(PhoneNumber known) {
        var all = new LinkedHashMap<>(fields);
        all.put("provider", known.trunk().provider());
        TrunkFields.put(known.trunk(), all);
        return new PhoneNumberForm(all);
    }

    /// The number this form describes, or what is wrong with it.
    ///
    /// @param denyPrivateTargets refuse trunks at private or loopback addresses
    public Check check(UUID id, UUID organizationId, Instant createdAt, Instant updatedAt, boolean denyPrivateTargets) {
        var problems = new ArrayList<FieldProblem>();
        var kind = TrunkKind.of(fields);
        if (kind.isEmpty()) {
            problems.add(new FieldProblem("provider", unknownProvider()));
        }
        fields.forEach((field, value) -> PhoneNumberRules.problem(field, value, fields, denyPrivateTargets)
                .ifPresent(message -> problems.add(new FieldProblem(field, message))));
        if (!fields.containsKey("number")) {
            problems.add(new FieldProblem("number", "is required"));
        }
        kind.ifPresent(known -> problems.addAll(conditions(known)));
        if (!problems.isEmpty()) {
            return new Check.Invalid(List.copyOf(problems));
        }
        return new Check.Valid(new PhoneNumber(
                id,
                organizationId,
                text("name"),
                text("number").orElseThrow(),
                TrunkFields.trunk(kind.orElseThrow(), fields),
                text("agentId").map(UUID::fromString),
                CallRuleFields.rules(fields),
                metadata(),
                createdAt,
                updatedAt));
    }

    /// The fields without the secrets, with defaults filled in; absent ones are null.
    public Map<String, Object> visible() {
        var shown = new LinkedHashMap<String, Object>();
        for (var field : List.of("name", "number", "provider", "sipMode", "agentId")) {
            shown.put(field, fields.get(field));
        }
        TrunkKind.of(fields).ifPresent(kind -> {
            TrunkFields.show(kind, fields, shown);
            CallRuleFields.show(kind, fields, shown);
        });
        shown.put("metadata", metadata());
        return Collections.unmodifiableMap(shown);
    }

    /// Field names only: values may be secret.
    @Override
    public String toString() {
        return "PhoneNumberForm" + fields.keySet();
    }

    private boolean changesKind(Map<String, Object> changes) {
        if (!fields.containsKey("provider")) {
            return false;
        }
        var after = new LinkedHashMap<>(fields);
        after.putAll(changes);
        if (!Objects.equals(after.get("provider"), fields.get("provider"))) {
            return true;
        }
        return !Objects.equals(after.get("sipMode"), fields.get("sipMode")) && "sip".equals(fields.get("provider"));
    }

    private static void set(Map<String, Object> fields, String field, Object value) {
        if (value == null) {
            fields.remove(field);
        } else if (TrunkKind.SECRETS.contains(field) && value instanceof String secret) {
            fields.put(field, Texts.secret(secret, LONGEST_SECRET));
        } else if (field.equals(VoximplantFields.SERVICE_ACCOUNT) && value instanceof Map<?, ?> file) {
            fields.put(field, ServiceAccount.read(file));
        } else {
            fields.put(field, value);
        }
    }

    private List<FieldProblem> conditions(TrunkKind kind) {
        var problems = new ArrayList<FieldProblem>();
        for (var field : kind.required()) {
            if (!fields.containsKey(field)) {
                problems.add(new FieldProblem(field, "is required when " + kind.described()));
            }
        }
        for (var field : fields.keySet()) {
            kind.refuses(field).ifPresent(why -> problems.add(new FieldProblem(field, why)));
        }
        problems.addAll(kind.needs().problems(fields));
        return problems;
    }

    private String unknownProvider() {
        return "jambonz".equals(fields.get("provider"))
                ? "jambonz is in the public enumeration of providers but is not supported here: connect the number as"
                        + " sip, or use twilio or voximplant"
                : "must be one of twilio, sip, voximplant";
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field)).map(Object::toString);
    }

    private Map<String, Object> metadata() {
        if (!(fields.get("metadata") instanceof Map<?, ?> given)) {
            return Map.of();
        }
        var copy = new LinkedHashMap<String, Object>();
        given.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return Collections.unmodifiableMap(copy);
    }

    /// What a check came to.
    public sealed interface Check {
        record Valid(PhoneNumber number) implements Check {}

        record Invalid(List<FieldProblem> problems) implements Check {}
    }
}
