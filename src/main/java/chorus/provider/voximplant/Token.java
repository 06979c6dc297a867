package chorus.provider.voximplant;

import java.security.SecureRandom;
import java.util.Base64;

/// A random word that lets its bearer in once.
final class Token {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Token() {}

    /// 43 letters, digits, `-` and `_`.
    static String fresh() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
