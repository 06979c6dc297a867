package chorus.api;

import chorus.phonebook.ApiKey;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// API keys: made, listed, revoked. Another organization's keys take the operator.
final class KeyActions {
    private final ApiParts parts;

    KeyActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("createApiKey", this::create, "listApiKeys", this::list, "revokeApiKey", this::revoke);
    }

    private Answer create(Request request) {
        var name = request.field("name").orElseThrow();
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            return Answer.invalid("name", "must be one line that is not blank");
        }
        var whose = request.field("organizationId").map(UUID::fromString);
        return forOrganization(request, whose, organization -> {
            if (parts.organizations().find(organization).isEmpty()) {
                return Answer.notFound("organization");
            }
            var role = ApiKey.Role.valueOf(
                    request.field("role").orElseThrow().toUpperCase(Locale.ROOT).replace('-', '_'));
            var issued = parts.apiKeys().create(organization, name, role, false);
            var view = view(issued.apiKey());
            view.put("key", issued.key().reveal());
            return Answer.created(view);
        });
    }

    private Answer list(Request request) {
        return forOrganization(
                request,
                request.uuid("organizationId"),
                organization -> Answer.page(
                        parts.apiKeys().list(organization, request.limit(), request.offset()), KeyActions::view));
    }

    private Answer revoke(Request request) {
        if (request.id().equals(request.caller().id())) {
            return Answer.error(409, "A key cannot revoke itself: use another admin key.");
        }
        return forOrganization(
                request, request.uuid("organizationId"), organization -> revoke(organization, request.id()));
    }

    /// Whatever goes on with the key ends with it.
    private Answer revoke(UUID organization, UUID key) {
        if (!parts.apiKeys().revoke(organization, key)) {
            return Answer.notFound("API key");
        }
        parts.feed().expel(organization, key);
        return Answer.gone();
    }

    private static Answer forOrganization(Request request, Optional<UUID> whose, Function<UUID, Answer> action) {
        var organization = whose.orElse(request.organization());
        return organization.equals(request.organization()) || request.caller().operator()
                ? action.apply(organization)
                : Answer.error(403, "Only the operator's key may manage another organization's keys.");
    }

    private static Map<String, Object> view(ApiKey key) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", key.id().toString());
        view.put("organizationId", key.organizationId().toString());
        view.put("name", key.name());
        view.put("role", key.role().code());
        view.put("operator", key.operator());
        view.put("hint", key.hint());
        view.put("createdAt", key.createdAt().toString());
        view.put("lastUsedAt", key.lastUsedAt().map(Object::toString).orElse(null));
        view.put("revokedAt", key.revokedAt().map(Object::toString).orElse(null));
        return view;
    }
}
