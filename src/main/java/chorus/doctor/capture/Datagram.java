package chorus.doctor.capture;

import chorus.doctor.capture.Capture.Found;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A UDP datagram (RFC 768): ports, length, checksum, two bytes each.
final class Datagram {
    private static final int HEADER = 8;
    private static final byte[] INVITE = "INVITE ".getBytes(StandardCharsets.US_ASCII);

    private Datagram() {}

    static Optional<Found.Invite> invite(IpPacket packet) {
        var bytes = packet.payload();
        return beginsInvite(bytes) && length(bytes) <= bytes.limit()
                ? Optional.of(new Found.Invite(
                        bytes.slice(HEADER, length(bytes) - HEADER),
                        packet.source(),
                        Short.toUnsignedInt(bytes.getShort(0)),
                        "UDP"))
                : Optional.empty();
    }

    /// Less of it was recorded than was sent.
    static boolean isCutInvite(IpPacket packet) {
        var bytes = packet.payload();
        return beginsInvite(bytes) && length(bytes) > bytes.limit();
    }

    private static boolean beginsInvite(ByteBuffer bytes) {
        return bytes.limit() > HEADER && isInvite(bytes.slice(HEADER, bytes.limit() - HEADER));
    }

    private static int length(ByteBuffer bytes) {
        return Math.max(HEADER, Short.toUnsignedInt(bytes.getShort(4)));
    }

    static boolean isInvite(ByteBuffer message) {
        return message.limit() > INVITE.length
                && message.slice(0, INVITE.length).equals(ByteBuffer.wrap(INVITE));
    }

    static byte[] bytes(ByteBuffer message) {
        var bytes = new byte[message.limit()];
        message.get(0, bytes);
        return bytes;
    }
}
