package chorus.rtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES in Galois/counter mode (RFC 7714).
final class GaloisCipher implements PacketCipher {
    private static final int TAG = 16;
    private static final int IV = 12;
    private static final int CONTROL_HEADER = 8;
    private static final int INDEX = 4;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final byte[] iv = new byte[IV];
    private final byte[] word = new byte[INDEX];
    private byte[] room = new byte[256];

    GaloisCipher(byte[] key, byte[] salt) {
        this.key = new SecretKeySpec(key, "AES");
        this.salt = salt.clone();
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK has no AES-GCM.", impossible);
        }
    }

    @Override
    public int seal(byte[] packet, int header, int length, int ssrc, long index) {
        soundIv(ssrc, index);
        return run(Cipher.ENCRYPT_MODE, packet, header, length, false);
    }

    @Override
    public int open(byte[] packet, int header, int length, int ssrc, long index) {
        soundIv(ssrc, index);
        return length - TAG < header ? -1 : run(Cipher.DECRYPT_MODE, packet, header, length, false);
    }

    @Override
    public int sealControl(byte[] packet, int length, int ssrc, int index) {
        controlIv(ssrc, index);
        Bits.put32(word, 0, ENCRYPTED | index);
        var end = run(Cipher.ENCRYPT_MODE, packet, CONTROL_HEADER, length, true);
        System.arraycopy(word, 0, packet, end, INDEX);
        return end + INDEX;
    }

    @Override
    public int openControl(byte[] packet, int length, int ssrc) {
        var end = controlWord(length);
        if (end - TAG < CONTROL_HEADER) {
            return -1;
        }
        var value = Bits.signed32(packet, end);
        if ((value & ENCRYPTED) == 0) {
            return -1;
        }
        controlIv(ssrc, value & ~ENCRYPTED);
        Bits.put32(word, 0, value);
        return run(Cipher.DECRYPT_MODE, packet, CONTROL_HEADER, end, true);
    }

    @Override
    public int controlWord(int length) {
        return length - INDEX;
    }

    /// Through a room of our own, because the JDK would copy what overlaps, and would spoil what is not authentic.
    private int run(int mode, byte[] packet, int header, int length, boolean control) {
        if (room.length < length + TAG) {
            room = new byte[length + TAG];
        }
        try {
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG, iv));
            cipher.updateAAD(packet, 0, header);
            if (control) {
                cipher.updateAAD(word);
            }
            var written = cipher.doFinal(packet, header, length - header, room, 0);
            System.arraycopy(room, 0, packet, header, written);
            return header + written;
        } catch (AEADBadTagException notAuthentic) {
            return -1;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed.", impossible);
        }
    }

    private void soundIv(int ssrc, long index) {
        iv(ssrc, (int) (index >>> 32), (int) index);
    }

    private void controlIv(int ssrc, int index) {
        iv(ssrc, 0, index);
    }

    private void iv(int ssrc, int high, int low) {
        Bits.put16(iv, 0, Bits.unsigned16(salt, 0));
        Bits.put32(iv, 2, Bits.signed32(salt, 2) ^ ssrc);
        Bits.put16(iv, 6, Bits.unsigned16(salt, 6) ^ high);
        Bits.put32(iv, 8, Bits.signed32(salt, 8) ^ low);
    }
}
