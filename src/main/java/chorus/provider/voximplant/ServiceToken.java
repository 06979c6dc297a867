package chorus.provider.voximplant;

import chorus.phonebook.VoximplantAccount;
import chorus.phonebook.VoximplantAccount.ServiceKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/// The token by which a service account proves itself: a JWT (RFC 7519) signed with RS256 (RFC 7518 §3.3).
final class ServiceToken {
    /// Clocks differ a little, and a token from the future is refused.
    private static final long BACKDATED_SECONDS = 5;

    private static final long LIFE_SECONDS = 3_600;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private ServiceToken() {}

    static String of(VoximplantAccount account, ServiceKey key, Instant now) {
        var issued = now.getEpochSecond() - BACKDATED_SECONDS;
        var head = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"" + key.id() + "\"}";
        var claims =
                "{\"iss\":" + account.accountId() + ",\"iat\":" + issued + ",\"exp\":" + (issued + LIFE_SECONDS) + "}";
        var signed = encoded(head) + "." + encoded(claims);
        return signed + "." + BASE64.encodeToString(signature(key, signed));
    }

    private static byte[] signature(ServiceKey key, String text) {
        try {
            var pem = key.privateKey().reveal().replaceAll("-----[A-Z ]+-----", "");
            var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
            var rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(KeyFactory.getInstance("RSA").generatePrivate(encoded));
            rsa.update(text.getBytes(StandardCharsets.US_ASCII));
            return rsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The private key of service account " + key.id() + " cannot sign.", e);
        }
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
