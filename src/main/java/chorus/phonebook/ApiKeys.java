package chorus.phonebook;

import chorus.secret.Secret;
import java.util.Optional;
import java.util.UUID;

/// The keys to the API.
public interface ApiKeys {
    /// Makes a key; [Issued#key] is the only time it is seen.
    Issued create(UUID organizationId, String name, ApiKey.Role role, boolean operator);

    /// Makes the given key valid, also when it was revoked; a second call with the same value changes nothing else.
    ApiKey adopt(Secret key, UUID organizationId, String name, ApiKey.Role role, boolean operator);

    /// The key's owner, unless it is unknown or revoked.
    Optional<ApiKey> authenticate(Secret key);

    Page<ApiKey> list(UUID organizationId, int limit, int offset);

    /// False when the organization has no such key.
    boolean revoke(UUID organizationId, UUID keyId);

    record Issued(ApiKey apiKey, Secret key) {}
}
