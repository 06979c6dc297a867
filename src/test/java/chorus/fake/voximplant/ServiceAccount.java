package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;

/// A key of an account with the file that its owner downloads for it.
///
/// @param hasRoles one without may ask about the account and nothing else
public record ServiceAccount(long accountId, String email, String keyId, KeyPair keys, boolean hasRoles) {
    static ServiceAccount made(long accountId, String email, String keyId, boolean hasRoles) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new ServiceAccount(accountId, email, keyId, generator.generateKeyPair(), hasRoles);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicKey publicKey() {
        return keys.getPublic();
    }

    /// The file as the control panel hands it out: JSON with the private key in PEM.
    public String file() {
        var encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPrivate().getEncoded());
        return new ObjectMapper()
                .createObjectNode()
                .put("account_email", email)
                .put("account_id", accountId)
                .put("key_id", keyId)
                .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n")
                .toString();
    }

    @Override
    public String toString() {
        return "ServiceAccount " + keyId;
    }
}
