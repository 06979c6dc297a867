package chorus.phonebook;

import chorus.secret.Secret;

/// An account at Voximplant, and what its management API is asked with.
///
/// @param accountId digits
public record VoximplantAccount(String accountId, Key key) {
    public VoximplantAccount {
        if (!accountId.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("A Voximplant account is named by 1 to 18 digits.");
        }
    }

    /// How we prove ourselves.
    public sealed interface Key {}

    /// The account's own API key, which may do everything.
    public record ApiKey(Secret secret) implements Key {}

    /// A service account's key pair, which may do what its roles say.
    ///
    /// @param id         the file's `key_id`
    /// @param privateKey PKCS #8 as PEM
    public record ServiceKey(String id, Secret privateKey) implements Key {}
}
