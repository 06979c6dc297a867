package chorus.doctor.capture;

import chorus.doctor.capture.Capture.Found;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// INVITEs over TCP (RFC 9293), from the segment that begins with one to the end that its Content-Length says.
final class Streams {
    private static final int HEADER = 20;

    private final Map<Key, GrowingInvite> growing = new HashMap<>();

    private record Key(InetAddress source, int port, InetAddress destination, int destinationPort) {}

    Optional<Found.Invite> invite(IpPacket packet) {
        var bytes = packet.payload();
        var header = bytes.limit() < HEADER ? 0 : (bytes.get(12) >> 4 & 0xF) * 4;
        if (header < HEADER || header > bytes.limit()) {
            return Optional.empty();
        }
        var key = new Key(
                packet.source(),
                Short.toUnsignedInt(bytes.getShort(0)),
                packet.destination(),
                Short.toUnsignedInt(bytes.getShort(2)));
        return grown(key, bytes.getInt(4), bytes.slice(header, bytes.limit() - header));
    }

    private Optional<Found.Invite> grown(Key key, int sequence, ByteBuffer segment) {
        var message = Datagram.withoutKeepAlive(segment);
        if (!growing.containsKey(key) && Datagram.isInvite(message)) {
            growing.put(key, new GrowingInvite(sequence + segment.limit() - message.limit(), message));
        }
        return Optional.ofNullable(growing.get(key))
                .filter(invite -> invite.completedBy(sequence, segment))
                .map(invite -> new Found.Invite(invite.message(), key.source(), key.port(), "TCP"));
    }

    /// An INVITE was begun and its end was not recorded.
    boolean hasUnfinished() {
        return !growing.isEmpty();
    }
}
