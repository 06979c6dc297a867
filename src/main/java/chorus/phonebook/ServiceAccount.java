package chorus.phonebook;

import chorus.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// The file of a service account at Voximplant, as far as it is needed.
///
/// ```json
/// {"account_email":"…","account_id":1,"key_id":"…","private_key":"-----BEGIN PRIVATE KEY-----\n…"}
/// ```
record ServiceAccount(String accountId, String keyId, Secret privateKey) {
    private static final int LONGEST_KEY = 8_192;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /// The file's content as a [ServiceAccount], or its [Texts.Unfit] in its place: what is secret is not kept in
    /// clear.
    static Object read(Map<?, ?> file) {
        var account = String.valueOf(file.get("account_id"));
        var keyId = String.valueOf(file.get("key_id"));
        var key = String.valueOf(file.get("private_key"));
        if (!account.matches("[0-9]{1,18}")) {
            return new Texts.Unfit("must hold account_id, digits, as the file from Voximplant does");
        }
        if (!keyId.matches("[A-Za-z0-9-]{1,64}")) {
            return new Texts.Unfit("must hold key_id as the file from Voximplant does");
        }
        return problem(key)
                .<Object>map(Texts.Unfit::new)
                .orElseGet(() -> new ServiceAccount(account, keyId, Secret.of(key)));
    }

    private static Optional<String> problem(String pem) {
        return Texts.unless(
                pem.length() <= LONGEST_KEY && isKey(pem),
                "must hold private_key, an RSA key in PKCS #8 (" + BEGIN + "), as the file from Voximplant does");
    }

    private static boolean isKey(String pem) {
        var body = pem.strip();
        if (!body.startsWith(BEGIN) || !body.endsWith(END)) {
            return false;
        }
        try {
            var der = Base64.getMimeDecoder().decode(body.substring(BEGIN.length(), body.length() - END.length()));
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
