package chorus.sip.transaction;

import chorus.sip.message.Via;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Words nobody can guess, for tags and branches (§19.3).
public final class Tokens {
    private static final HexFormat HEX = HexFormat.of();
    private static final int LENGTH = 10;

    private final SecureRandom random = new SecureRandom();

    public String tag() {
        var bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return HEX.formatHex(bytes);
    }

    public String branch() {
        return Via.MAGIC_COOKIE + tag();
    }
}
