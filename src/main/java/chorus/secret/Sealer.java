package chorus.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Seals secrets for storage with AES-256-GCM, each bound to its owner and field, so that a sealed value moved
/// elsewhere does not open.
///
/// ```
/// +---------+----------------+-----------+----------------------------+
/// | version | key id         | IV        | ciphertext and 16-byte tag |
/// | 1 byte  | 8 bytes        | 12 bytes  |                            |
/// +---------+----------------+-----------+----------------------------+
/// ```
public final class Sealer {
    private static final byte VERSION = 1;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEADER_BYTES = 1 + MasterKeys.ID_BYTES + IV_BYTES;

    private final MasterKeys keys;
    private final SecureRandom random = new SecureRandom();

    public Sealer(MasterKeys keys) {
        this.keys = keys;
    }

    public byte[] seal(UUID owner, String field, Secret secret) {
        var key = keys.first();
        var iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        var clear = secret.reveal().getBytes(StandardCharsets.UTF_8);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, owner, field).doFinal(clear);
            return ByteBuffer.allocate(HEADER_BYTES + sealed.length)
                    .put(VERSION)
                    .put(key.id)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot seal with AES-256-GCM.", e);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /// @throws UnsealableException when the key is not among ours, or the value is damaged or was moved
    public Secret open(UUID owner, String field, byte[] sealed) {
        if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] != VERSION) {
            throw damaged(field);
        }
        var key = keys.withId(keyId(sealed)).orElseThrow(Sealer::wrongKey);
        var iv = Arrays.copyOfRange(sealed, 1 + MasterKeys.ID_BYTES, HEADER_BYTES);
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, key, iv, owner, field);
            var clear = cipher.doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
            return Secret.of(new String(clear, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            throw damaged(field);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot open AES-256-GCM.", e);
        }
    }

    /// The same secret, sealed with the first key.
    public byte[] reseal(UUID owner, String field, byte[] sealed) {
        return seal(owner, field, open(owner, field, sealed));
    }

    /// Sealed with the first key, so that no other key is needed for it.
    public boolean isCurrent(byte[] sealed) {
        return sealed.length >= HEADER_BYTES && Arrays.equals(keyId(sealed), keys.first().id);
    }

    private static byte[] keyId(byte[] sealed) {
        return Arrays.copyOfRange(sealed, 1, 1 + MasterKeys.ID_BYTES);
    }

    private static Cipher cipher(int mode, MasterKeys.MasterKey key, byte[] iv, UUID owner, String field)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.aes, new GCMParameterSpec(8 * TAG_BYTES, iv));
        cipher.updateAAD((owner + "/" + field).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static UnsealableException wrongKey() {
        return new UnsealableException("The master key does not open the stored secrets: set CHORUS_MASTER_KEY (or put"
                + " back the file master.key) to the key this database was made with.");
    }

    private static UnsealableException damaged(String field) {
        return new UnsealableException(
                "The stored " + field + " is damaged or was moved from another place: enter it again.");
    }
}
