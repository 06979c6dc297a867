package chorus.doctor.capture;

import chorus.doctor.capture.Capture.Found;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// INVITEs over TCP (RFC 9293), from the segment that begins with one to the end that its Content-Length says.
///
/// Segments are taken in order; repeats of what is there are left out.
final class Streams {
    private static final int HEADER = 20;
    private static final Pattern LENGTH = Pattern.compile(
            "^(?:content-length|l)[ \\t]*:[ \\t]*(\\d{1,6})", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final Map<Key, Growing> growing = new LinkedHashMap<>();

    private record Key(InetAddress source, int port, InetAddress destination, int destinationPort) {}

    /// An INVITE as far as it is there, and where its next byte is in the stream.
    private static final class Growing {
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private int next;

        private void add(int sequence, ByteBuffer segment) {
            if (sequence == next) {
                message.writeBytes(Datagram.bytes(segment));
                next += segment.limit();
            }
        }
    }

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
        if (!growing.containsKey(key) && Datagram.isInvite(segment)) {
            var begun = new Growing();
            begun.next = sequence;
            growing.put(key, begun);
        }
        var invite = growing.get(key);
        if (invite == null) {
            return Optional.empty();
        }
        invite.add(sequence, segment);
        return isComplete(invite.message.toString(StandardCharsets.ISO_8859_1))
                ? Optional.of(found(key, invite))
                : Optional.empty();
    }

    /// The first that was begun.
    Optional<Found.Invite> unfinished() {
        return growing.entrySet().stream().findFirst().map(entry -> found(entry.getKey(), entry.getValue()));
    }

    private static Found.Invite found(Key key, Growing invite) {
        return new Found.Invite(ByteBuffer.wrap(invite.message.toByteArray()), key.source(), key.port(), "TCP");
    }

    private static boolean isComplete(String message) {
        var head = message.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        var length = LENGTH.matcher(message.substring(0, head));
        return !length.find() || message.length() >= head + 4 + Integer.parseInt(length.group(1));
    }
}
