package chorus.rtp;

/// Seals what we send.
///
/// Owned by the media loop of the call.
final class SrtpOutgoing {
    private final PacketCipher sound;
    private final PacketCipher control;
    private long index = -1;
    private int reports;

    SrtpOutgoing(SrtpSuite suite, byte[] master) {
        sound = PacketCipher.sound(suite, master);
        control = PacketCipher.control(suite, master);
    }

    /// Seals an RTP packet of ours in place, whose sequence numbers only grow.
    ///
    /// @return its new length
    int seal(byte[] packet, int length) {
        var sequence = Bits.unsigned16(packet, 2);
        var rolled = index >= 0 && sequence <= (index & 0xFFFF);
        index = (index < 0 ? 0 : (index & ~0xFFFFL) + (rolled ? 0x1_0000 : 0)) | sequence;
        return sound.seal(packet, RtpPacket.HEADER, length, Bits.signed32(packet, 8), index);
    }

    /// Seals an RTCP packet in place.
    int sealControl(byte[] packet, int length) {
        reports = (reports + 1) & ~PacketCipher.ENCRYPTED;
        return control.sealControl(packet, length, Bits.signed32(packet, 4), reports);
    }
}
