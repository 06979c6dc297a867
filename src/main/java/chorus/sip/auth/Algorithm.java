package chorus.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A hash that a challenge may ask for (RFC 8760 §2), the strongest first.
enum Algorithm {
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256"),
    MD5("MD5", "MD5");

    private final String token;
    private final String digest;

    Algorithm(String token, String digest) {
        this.token = token;
        this.digest = digest;
    }

    /// By its name, however written.
    static Optional<Algorithm> named(String name) {
        return Arrays.stream(values())
                .filter(known -> known.token.equalsIgnoreCase(name))
                .findFirst();
    }

    String hash(String text) {
        try {
            var bytes = MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime lacks " + digest + ".", e);
        }
    }
}
