package chorus.phonebook;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Who changed what, when, and from where. It never holds what was sent, so no secret either.
public interface AuditLog {
    void add(Entry entry);

    /// Newest first.
    Page<Entry> list(UUID organizationId, Filter filter, int limit, int offset);

    /// Forgets what is older.
    void forget(Instant before);

    /// @param organizationId whose thing was changed
    /// @param keyId          who did it
    /// @param keyName        what the key was called then
    /// @param action         the API's word for it, such as `updateAgent`
    /// @param objectId       what was changed; empty where the organization itself was
    /// @param fields         which fields were sent, not what was in them
    /// @param status         of the answer
    /// @param from           the address it came from
    record Entry(
            UUID id,
            UUID organizationId,
            UUID keyId,
            String keyName,
            String action,
            Optional<String> objectId,
            String fields,
            int status,
            String from,
            Instant at) {}

    /// What a listing is narrowed to.
    record Filter(Optional<UUID> keyId, Optional<String> action, Optional<String> objectId) {}
}
