package chorus.rtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Derives session keys from a master key, once (RFC 3711 §4.3, RFC 7714 §11).
final class SrtpKdf {
    static final int ENCRYPTION = 0;
    static final int AUTHENTICATION = 1;
    static final int SALT = 2;
    /// Added to a label for its twin of SRTCP.
    static final int CONTROL = 3;

    private static final int BLOCK = 16;

    private final Cipher aes;
    private final byte[] salt;

    /// @param master the key, then the salt
    SrtpKdf(SrtpSuite suite, byte[] master) {
        aes = aes(Arrays.copyOf(master, suite.key()));
        salt = Arrays.copyOf(Arrays.copyOfRange(master, suite.key(), suite.keyAndSalt()), BLOCK);
    }

    byte[] derive(int label, int length) {
        var counters = new byte[(length + BLOCK - 1) / BLOCK * BLOCK];
        for (var at = 0; at < counters.length; at += BLOCK) {
            System.arraycopy(salt, 0, counters, at, BLOCK);
            counters[at + 7] ^= (byte) label;
            Bits.put16(counters, at + 14, at / BLOCK);
        }
        try {
            return Arrays.copyOf(aes.doFinal(counters), length);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES of whole blocks failed.", impossible);
        }
    }

    /// AES of single blocks, keyed once: what counter mode is built on.
    static Cipher aes(byte[] key) {
        try {
            var cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            return cipher;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK has no AES.", impossible);
        }
    }
}
