package chorus.secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/// The keys that seal what is stored: the first one seals, all of them open.
///
/// To rotate, put a new key before the old one; when everything has been sealed again, drop the old one.
public final class MasterKeys {
    static final int KEY_BYTES = 32;
    static final int ID_BYTES = 8;

    private final List<MasterKey> keys;

    private MasterKeys(List<MasterKey> keys) {
        this.keys = keys;
    }

    /// Reads one or more keys, separated by commas or white space, each 32 bytes in hex or base64.
    ///
    /// @throws IllegalArgumentException with a sentence that does not repeat the keys
    public static MasterKeys parse(Secret text) {
        var keys = new ArrayList<MasterKey>();
        for (var word : text.reveal().strip().split("[,\\s]+", -1)) {
            keys.add(MasterKey.of(decoded(word)));
        }
        return new MasterKeys(List.copyOf(keys));
    }

    MasterKey first() {
        return keys.getFirst();
    }

    Optional<MasterKey> withId(byte[] id) {
        return keys.stream().filter(key -> Arrays.equals(key.id, id)).findFirst();
    }

    private static byte[] decoded(String word) {
        try {
            var bytes = word.length() == 2 * KEY_BYTES
                    ? HexFormat.of().parseHex(word.toLowerCase(Locale.ROOT))
                    : Base64.getDecoder().decode(word.replace('-', '+').replace('_', '/'));
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Neither hex nor base64: told below, without the decoder's message, which would show a part of the key.
        }
        throw new IllegalArgumentException(
                "A master key is 32 random bytes in hex (64 digits) or base64 (44 characters):"
                        + " make one with 'openssl rand -base64 32', and separate several with commas.");
    }

    /// One AES-256 key and the name it goes by, which is part of its hash.
    static final class MasterKey {
        final byte[] id;
        final SecretKeySpec aes;

        private MasterKey(byte[] id, SecretKeySpec aes) {
            this.id = id;
            this.aes = aes;
        }

        static MasterKey of(byte[] key) {
            try {
                var sha = MessageDigest.getInstance("SHA-256");
                sha.update("chorus master key id".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                return new MasterKey(Arrays.copyOf(sha.digest(key), ID_BYTES), new SecretKeySpec(key, "AES"));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java has no SHA-256.", e);
            }
        }
    }
}
