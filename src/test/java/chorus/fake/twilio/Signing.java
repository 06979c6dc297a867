package chorus.fake.twilio;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs as Twilio does: the URL, then each field by name, each of its values once.
public final class Signing {
    private Signing() {}

    public static String sign(String token, String url, Map<String, List<String>> form) {
        var text = new StringBuilder(url);
        new TreeMap<>(form)
                .forEach((name, values) ->
                        new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What Twilio sends with the opening of a socket; an empty signature is not sent.
    static Map<String, String> headers(String signature) {
        return signature.isEmpty()
                ? Map.of("User-Agent", "TwilioMediaStreams")
                : Map.of("User-Agent", "TwilioMediaStreams", "x-twilio-signature", signature);
    }
}
