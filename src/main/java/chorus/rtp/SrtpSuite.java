package chorus.rtp;

/// How SRTP packets are encrypted and authenticated (RFC 3711, RFC 7714), under the names of SDP.
public enum SrtpSuite {
    AES_CM_128_HMAC_SHA1_80(16, 14, 10, 10),
    /// The short tag is for sound only: RTCP keeps 80 bits (RFC 3711 §3.4, RFC 4568 §6.2.2).
    AES_CM_128_HMAC_SHA1_32(16, 14, 4, 10),
    AEAD_AES_128_GCM(16, 12, 16, 16),
    AEAD_AES_256_GCM(32, 12, 16, 16);

    private final int key;
    private final int salt;
    private final int tag;
    private final int controlTag;

    SrtpSuite(int key, int salt, int tag, int controlTag) {
        this.key = key;
        this.salt = salt;
        this.tag = tag;
        this.controlTag = controlTag;
    }

    /// Bytes of a master key with its salt behind it.
    public int keyAndSalt() {
        return key + salt;
    }

    int key() {
        return key;
    }

    int salt() {
        return salt;
    }

    int tag() {
        return tag;
    }

    int controlTag() {
        return controlTag;
    }
}
