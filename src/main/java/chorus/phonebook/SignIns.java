package chorus.phonebook;

import chorus.secret.Secret;
import java.time.Instant;
import java.util.Optional;

/// Browsers that were let in by a key and go on with a token in its place.
public interface SignIns {
    /// Makes a token that stands for the key until then, or until the key is revoked. Seen this once.
    Secret open(ApiKey key, Instant until);

    /// What a token stands for; empty when it is unknown, out of date, closed, or its key revoked.
    Optional<SignIn> find(Secret token);

    void close(Secret token);

    /// @param key of whom the browser is
    record SignIn(ApiKey key, Instant until) {}
}
