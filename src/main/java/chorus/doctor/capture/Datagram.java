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
        var length = Math.clamp(Short.toUnsignedInt(bytes.getShort(4)), HEADER, bytes.limit());
        var message = bytes.slice(HEADER, length - HEADER);
        return isInvite(message)
                ? Optional.of(new Found.Invite(message, packet.source(), Short.toUnsignedInt(bytes.getShort(0)), "UDP"))
                : Optional.empty();
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
