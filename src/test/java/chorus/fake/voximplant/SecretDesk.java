package chorus.fake.voximplant;

import chorus.fake.voximplant.VoximplantApplication.Secret;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;

/// The secrets of applications, which scenarios read by name.
final class SecretDesk implements Desk {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final int LONGEST_VALUE = 8192;

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "AddSecret", SecretDesk::add,
                "SetSecretInfo", SecretDesk::edit,
                "GetSecrets", SecretDesk::list,
                "GetSecretValue", SecretDesk::value,
                "DelSecret", SecretDesk::delete);
    }

    private static ObjectNode add(VoximplantAccount account, Ask ask) {
        var secrets = Desk.neededApplication(account, ask).secrets();
        var name = ask.needed("secret_name");
        if (!NAME.matcher(name).matches()) {
            throw ApiFault.INVALID_ARGUMENTS.refused();
        }
        if (secrets.containsKey(name)) {
            throw ApiFault.VALUE_NOT_UNIQUE.refused();
        }
        var description = ask.text("description").orElse("");
        var secret = new Secret(VoximplantAccount.nextId(), name, valued(ask), description, Instant.now());
        secrets.put(name, secret);
        var answer = JSON.createObjectNode();
        answer.putArray("result").addObject().put("secret_id", secret.id());
        return answer;
    }

    private static ObjectNode edit(VoximplantAccount account, Ask ask) {
        var secrets = Desk.neededApplication(account, ask).secrets();
        var old = found(secrets, ask);
        secrets.put(old.name(), new Secret(old.id(), old.name(), valued(ask), old.description(), Instant.now()));
        return Desk.done();
    }

    private static ObjectNode list(VoximplantAccount account, Ask ask) {
        var part = ask.text("secret_name_part").orElse("");
        var found = Desk.neededApplication(account, ask).secrets().values().stream()
                .filter(one -> one.name().contains(part))
                .sorted(Comparator.comparingLong(Secret::id))
                .toList();
        return Desk.listed(ask, found, SecretDesk::described);
    }

    private static ObjectNode value(VoximplantAccount account, Ask ask) {
        var secret = found(Desk.neededApplication(account, ask).secrets(), ask);
        var answer = JSON.createObjectNode();
        answer.putArray("result").add(described(secret).put("secret_value", secret.value()));
        return answer;
    }

    private static ObjectNode delete(VoximplantAccount account, Ask ask) {
        var secrets = Desk.neededApplication(account, ask).secrets();
        ask.list("secret_name").forEach(secrets::remove);
        ask.ids("secret_id").forEach(id -> secrets.values().removeIf(one -> one.id() == id));
        return Desk.done();
    }

    private static Secret found(Map<String, Secret> secrets, Ask ask) {
        var id = ask.id("secret_id");
        var name = ask.text("secret_name");
        return secrets.values().stream()
                .filter(one -> id.map(it -> it == one.id())
                        .orElseGet(() -> name.filter(one.name()::equals).isPresent()))
                .findFirst()
                .orElseThrow(ApiFault.INVALID_ARGUMENTS::refused);
    }

    private static String valued(Ask ask) {
        var value = ask.needed("secret_value");
        if (value.length() > LONGEST_VALUE) {
            throw ApiFault.INVALID_ARGUMENTS.refused();
        }
        return value;
    }

    private static ObjectNode described(Secret secret) {
        return JSON.createObjectNode()
                .put("secret_id", secret.id())
                .put("secret_name", secret.name())
                .put("description", secret.description())
                .put("modified", Times.text(secret.modified()));
    }
}
