package chorus.rtp;

/// Opens what the peer has sealed: only what is authentic and has not come before.
///
/// Owned by the media loop of the call.
final class SrtpIncoming {
    private static final int CONTROL_HEADER = 8;
    private static final int SEQUENCES = 0x1_0000;

    private final PacketCipher sound;
    private final PacketCipher control;
    private final ReplayWindows heard = new ReplayWindows();
    private final ReplayWindows reported = new ReplayWindows();

    SrtpIncoming(SrtpSuite suite, byte[] master) {
        sound = PacketCipher.sound(suite, master);
        control = PacketCipher.control(suite, master);
    }

    /// Opens an RTP packet in place. A peer that spoke before we listened may have come round its sequence numbers
    /// once: then the first packet that we hear has a rollover counter of 1.
    ///
    /// @return its length in the clear, or -1 when it is to be dropped
    int open(byte[] packet, int length) {
        var header = header(packet, length);
        if (header < 0) {
            return -1;
        }
        var ssrc = Bits.signed32(packet, 8);
        var window = heard.of(ssrc);
        var index = window.guess(Bits.unsigned16(packet, 2));
        if (index < 0 || !window.isFresh(index) || !heard.mayTake(window)) {
            return -1;
        }
        var opened = sound.open(packet, header, length, ssrc, index);
        if (opened < 0 && window.isEmpty()) {
            index += SEQUENCES;
            opened = sound.open(packet, header, length, ssrc, index);
        }
        if (opened >= 0) {
            heard.mark(window, ssrc, index);
        }
        return opened;
    }

    /// Opens an RTCP packet in place.
    int openControl(byte[] packet, int length) {
        var word = control.controlWord(length);
        if (word < CONTROL_HEADER) {
            return -1;
        }
        var ssrc = Bits.signed32(packet, 4);
        var window = reported.of(ssrc);
        var index = Bits.signed32(packet, word) & ~PacketCipher.ENCRYPTED;
        if (!window.isFresh(index) || !reported.mayTake(window)) {
            return -1;
        }
        var opened = control.openControl(packet, length, ssrc);
        if (opened >= 0) {
            reported.mark(window, ssrc, index);
        }
        return opened;
    }

    /// The length of all that stays in the clear: with sources and extension, or -1 for no RTP.
    private static int header(byte[] packet, int length) {
        if (length < RtpPacket.HEADER || (packet[0] & 0xC0) != 0x80) {
            return -1;
        }
        var header = RtpPacket.HEADER + 4 * (packet[0] & 0xF);
        if ((packet[0] & 0x10) != 0) {
            if (header + 4 > length) {
                return -1;
            }
            header += 4 + 4 * Bits.unsigned16(packet, header + 2);
        }
        return header <= length ? header : -1;
    }
}
