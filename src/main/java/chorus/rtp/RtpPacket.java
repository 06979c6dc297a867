package chorus.rtp;

/// A window on one received RTP packet (RFC 3550 §5.1), moved from packet to packet.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |        sequence number        |
/// |                           timestamp                           |
/// |                             SSRC                              |
/// |                 CC times a contributing source                |
/// |   X: profile's own  | length n | n times 32 bits of extension |
/// |                  payload …      (P: padding, its count last)  |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
final class RtpPacket {
    static final int HEADER = 12;

    private static final int VERSION = 0xC0;
    private static final int VERSION_2 = 0x80;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    private static final int MARKER = 0x80;

    private byte[] bytes = {};
    private int payloadOffset;
    private int payloadLength;

    /// Points at the packet in the first `length` bytes.
    ///
    /// @return false when they are no RTP packet; then nothing else may be asked
    boolean over(byte[] packet, int length) {
        if (length < HEADER || (packet[0] & VERSION) != VERSION_2) {
            return false;
        }
        bytes = packet;
        payloadOffset = HEADER + 4 * (packet[0] & 0xF);
        if ((packet[0] & EXTENSION) != 0) {
            if (payloadOffset + 4 > length) {
                return false;
            }
            payloadOffset += 4 + 4 * Bits.unsigned16(packet, payloadOffset + 2);
        }
        return endAt(length);
    }

    private boolean endAt(int length) {
        var end = length;
        if ((bytes[0] & PADDING) != 0) {
            var padding = bytes[length - 1] & 0xFF;
            if (padding == 0) {
                return false;
            }
            end -= padding;
        }
        payloadLength = end - payloadOffset;
        return payloadLength >= 0;
    }

    boolean marker() {
        return (bytes[1] & MARKER) != 0;
    }

    int payloadType() {
        return bytes[1] & 0x7F;
    }

    /// 0 to 65,535.
    int sequence() {
        return Bits.unsigned16(bytes, 2);
    }

    int timestamp() {
        return Bits.signed32(bytes, 4);
    }

    int ssrc() {
        return Bits.signed32(bytes, 8);
    }

    byte[] bytes() {
        return bytes;
    }

    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }
}
