package chorus.phonebook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// A key to the API, of one organization. The key itself is shown once and kept only as a hash.
///
/// @param hint     the key's last characters, to tell keys apart
/// @param operator may also create organizations and credit balances
public record ApiKey(
        UUID id,
        UUID organizationId,
        String name,
        Role role,
        boolean operator,
        String hint,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> revokedAt) {
    /// What a key may do; each role may do what those before it may.
    public enum Role {
        READ_ONLY,
        MEMBER,
        ADMIN;

        public boolean includes(Role needed) {
            return compareTo(needed) >= 0;
        }

        /// The word of the API: `read-only`.
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
