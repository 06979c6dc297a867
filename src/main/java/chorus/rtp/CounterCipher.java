package chorus.rtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AES in counter mode with HMAC-SHA1 (RFC 3711 §4).
///
/// The key stream is made block by block with a cipher keyed once, since the JDK's counter mode would take a new
/// key schedule for every packet.
final class CounterCipher implements PacketCipher {
    private static final int BLOCK = 16;
    private static final int CONTROL_HEADER = 8;
    private static final int INDEX = 4;

    private final Cipher aes;
    private final Mac mac;
    private final int tag;
    private final byte[] salt = new byte[BLOCK];
    private final byte[] digest = new byte[20];
    private final byte[] rollover = new byte[4];
    private byte[] counters = new byte[12 * BLOCK];
    private byte[] stream = new byte[12 * BLOCK];

    CounterCipher(byte[] key, byte[] authentication, byte[] salt, int tag) {
        this.aes = SrtpKdf.aes(key);
        this.tag = tag;
        System.arraycopy(salt, 0, this.salt, 0, salt.length);
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authentication, "HmacSHA1"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK has no HMAC-SHA1.", impossible);
        }
    }

    @Override
    public int seal(byte[] packet, int header, int length, int ssrc, long index) {
        crypt(packet, header, length, ssrc, index);
        sign(packet, length, index);
        System.arraycopy(digest, 0, packet, length, tag);
        return length + tag;
    }

    @Override
    public int open(byte[] packet, int header, int length, int ssrc, long index) {
        var end = length - tag;
        if (end < header) {
            return -1;
        }
        sign(packet, end, index);
        if (!tagIs(packet, end)) {
            return -1;
        }
        crypt(packet, header, end, ssrc, index);
        return end;
    }

    @Override
    public int sealControl(byte[] packet, int length, int ssrc, int index) {
        crypt(packet, CONTROL_HEADER, length, ssrc, index);
        Bits.put32(packet, length, ENCRYPTED | index);
        sign(packet, length + INDEX);
        System.arraycopy(digest, 0, packet, length + INDEX, tag);
        return length + INDEX + tag;
    }

    @Override
    public int openControl(byte[] packet, int length, int ssrc) {
        var end = controlWord(length);
        if (end < CONTROL_HEADER) {
            return -1;
        }
        sign(packet, end + INDEX);
        var word = Bits.signed32(packet, end);
        if (!tagIs(packet, end + INDEX) || (word & ENCRYPTED) == 0) {
            return -1;
        }
        crypt(packet, CONTROL_HEADER, end, ssrc, word & ~ENCRYPTED);
        return end;
    }

    @Override
    public int controlWord(int length) {
        return length - tag - INDEX;
    }

    /// The rollover counter is signed too, though it never travels.
    private void sign(byte[] packet, int length, long index) {
        mac.update(packet, 0, length);
        Bits.put32(rollover, 0, (int) (index >>> 16));
        sign(rollover, rollover.length);
    }

    private void sign(byte[] bytes, int length) {
        mac.update(bytes, 0, length);
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA1 did not fit into 20 bytes.", impossible);
        }
    }

    /// Takes the same time wherever the difference is.
    private boolean tagIs(byte[] packet, int at) {
        var difference = 0;
        for (var i = 0; i < tag; i++) {
            difference |= packet[at + i] ^ digest[i];
        }
        return difference == 0;
    }

    private void crypt(byte[] packet, int from, int to, int ssrc, long index) {
        var blocks = (to - from + BLOCK - 1) / BLOCK;
        makeStream(blocks, ssrc, index);
        for (int i = from; i < to; i++) {
            packet[i] ^= stream[i - from];
        }
    }

    private void makeStream(int blocks, int ssrc, long index) {
        if (stream.length < blocks * BLOCK) {
            counters = new byte[blocks * BLOCK];
            stream = new byte[blocks * BLOCK];
        }
        for (int i = 0, at = 0; i < blocks; i++, at += BLOCK) {
            System.arraycopy(salt, 0, counters, at, BLOCK);
            Bits.put32(counters, at + 4, Bits.signed32(salt, 4) ^ ssrc);
            Bits.put32(counters, at + 8, Bits.signed32(salt, 8) ^ (int) (index >>> 16));
            Bits.put16(counters, at + 12, Bits.unsigned16(salt, 12) ^ (int) index);
            Bits.put16(counters, at + 14, i);
        }
        try {
            aes.update(counters, 0, blocks * BLOCK, stream, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES of whole blocks failed.", impossible);
        }
    }
}
