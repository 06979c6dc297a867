package chorus.api;

import chorus.phonebook.ApiKey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// One request, checked against the document.
///
/// @param parameters by name, defaults filled in
/// @param body       empty for an operation without one
/// @param incoming   as it came
record Request(ApiKey caller, Map<String, Object> parameters, Map<String, Object> body, Incoming incoming) {
    /// Text is asked for rather than JSON.
    boolean wantsText() {
        return incoming.wantsText();
    }

    UUID organization() {
        return caller.organizationId();
    }

    /// The `{id}` of the path.
    UUID id() {
        return uuid("id").orElseThrow();
    }

    int limit() {
        return number("limit");
    }

    int offset() {
        return number("offset");
    }

    Optional<UUID> uuid(String parameter) {
        return text(parameter).map(UUID::fromString);
    }

    Optional<Instant> instant(String parameter) {
        return text(parameter).map(text -> OffsetDateTime.parse(text).toInstant());
    }

    Optional<String> text(String parameter) {
        return Optional.ofNullable(parameters.get(parameter)).map(Object::toString);
    }

    /// A string of the body; null and absent are the same.
    Optional<String> field(String name) {
        return Optional.ofNullable(body.get(name)).map(Object::toString);
    }

    Map<String, Object> object(String name) {
        return Document.map(body.get(name));
    }

    private int number(String parameter) {
        return ((Number) Objects.requireNonNull(parameters.get(parameter))).intValue();
    }
}
