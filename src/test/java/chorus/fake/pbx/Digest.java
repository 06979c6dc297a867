package chorus.fake.pbx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Asks for a password and judges the answer: MD5 with qop=auth, as most PBXs do (RFC 3261 §22).
final class Digest {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]*))");
    private static final long LIFETIME = Duration.ofMinutes(1).toNanos();

    private final String realm;
    private final Map<String, Long> nonces = new ConcurrentHashMap<>();

    Digest(String realm) {
        this.realm = realm;
    }

    /// A challenge with a nonce of its own.
    String challenge() {
        var now = System.nanoTime();
        nonces.values().removeIf(since -> now - since > LIFETIME);
        var nonce = UUID.randomUUID().toString().replace("-", "");
        nonces.put(nonce, now);
        return "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm=MD5, qop=\"auth\"";
    }

    boolean accepts(String authorization, String method, String user, String password) {
        var given = new HashMap<String, String>();
        var parameters = PARAMETER.matcher(authorization);
        while (parameters.find()) {
            given.put(parameters.group(1), parameters.group(2) != null ? parameters.group(2) : parameters.group(3));
        }
        var nonce = given.getOrDefault("nonce", "");
        var since = nonces.get(nonce);
        if (since == null || System.nanoTime() - since > LIFETIME || !user.equals(given.get("username"))) {
            return false;
        }
        var secret = md5(user + ":" + realm + ":" + password);
        var request = md5(method + ":" + given.getOrDefault("uri", ""));
        var expected = md5(String.join(
                ":", secret, nonce, given.getOrDefault("nc", ""), given.getOrDefault("cnonce", ""), "auth", request));
        return MessageDigest.isEqual(
                expected.getBytes(UTF_8), given.getOrDefault("response", "").getBytes(UTF_8));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5.", e);
        }
    }
}
