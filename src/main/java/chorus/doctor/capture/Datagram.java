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
        if (bytes.limit() < HEADER) {
            return Optional.empty();
        }
        var length = Math.clamp(length(bytes), HEADER, bytes.limit());
        var message = withoutKeepAlive(bytes.slice(HEADER, length - HEADER));
        return isInvite(message) && !isCut(packet)
                ? Optional.of(new Found.Invite(message, packet.source(), Short.toUnsignedInt(bytes.getShort(0)), "UDP"))
                : Optional.empty();
    }

    /// The packet is longer than what was recorded of it.
    static boolean isCut(IpPacket packet) {
        var bytes = packet.payload();
        return bytes.limit() >= HEADER && length(bytes) > bytes.limit();
    }

    /// It begins an INVITE that was not recorded to its end.
    static boolean isCutInvite(IpPacket packet) {
        var bytes = packet.payload();
        return isCut(packet) && isInvite(withoutKeepAlive(bytes.slice(HEADER, bytes.limit() - HEADER)));
    }

    /// Without the line breaks that may stand before a message (RFC 3261 §7.5).
    static ByteBuffer withoutKeepAlive(ByteBuffer message) {
        var at = 0;
        while (at + 1 < message.limit() && message.get(at) == '\r' && message.get(at + 1) == '\n') {
            at += 2;
        }
        return message.slice(at, message.limit() - at);
    }

    private static int length(ByteBuffer datagram) {
        return Short.toUnsignedInt(datagram.getShort(4));
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
