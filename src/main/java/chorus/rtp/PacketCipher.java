package chorus.rtp;

/// Encrypts and authenticates packets of one direction, in place, with the session keys of RTP or of RTCP.
///
/// ```
///  RTP    header │ payload, encrypted │ tag
///  RTCP   8 bytes │ the rest, encrypted │ (GCM: tag) E|index (counter mode: tag)
/// ```
/// Owned by the media loop of the call. Knows nothing of replays.
sealed interface PacketCipher permits CounterCipher, GaloisCipher {
    /// The most that sealing adds to a packet.
    int LONGEST_TRAILER = 20;

    /// The flag before the index of SRTCP: this packet is encrypted.
    int ENCRYPTED = 0x8000_0000;

    /// Seals an RTP packet with the 48-bit `index`; there is room for the trailer.
    ///
    /// @return its new length
    int seal(byte[] packet, int header, int length, int ssrc, long index);

    /// Opens an RTP packet.
    ///
    /// @return its new length, or -1 when it is not authentic; then nothing in the packet is changed
    int open(byte[] packet, int header, int length, int ssrc, long index);

    /// Seals an RTCP packet with the 31-bit `index`.
    int sealControl(byte[] packet, int length, int ssrc, int index);

    /// Opens an RTCP packet; one that is not encrypted is refused.
    int openControl(byte[] packet, int length, int ssrc);

    /// Where `E|index` stands in an RTCP packet of this length, at least 8 unless it is too short.
    int controlWord(int length);

    static PacketCipher sound(SrtpSuite suite, byte[] master) {
        return of(suite, new SrtpKdf(suite, master), 0, suite.tag());
    }

    static PacketCipher control(SrtpSuite suite, byte[] master) {
        return of(suite, new SrtpKdf(suite, master), SrtpKdf.CONTROL, suite.controlTag());
    }

    private static PacketCipher of(SrtpSuite suite, SrtpKdf kdf, int labels, int tag) {
        var key = kdf.derive(SrtpKdf.ENCRYPTION + labels, suite.key());
        var salt = kdf.derive(SrtpKdf.SALT + labels, suite.salt());
        return switch (suite) {
            case AES_CM_128_HMAC_SHA1_80, AES_CM_128_HMAC_SHA1_32 ->
                new CounterCipher(key, kdf.derive(SrtpKdf.AUTHENTICATION + labels, 20), salt, tag);
            case AEAD_AES_128_GCM, AEAD_AES_256_GCM -> new GaloisCipher(key, salt);
        };
    }
}
