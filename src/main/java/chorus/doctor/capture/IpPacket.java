package chorus.doctor.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/// An IP packet (RFC 791, RFC 8200), or a piece of one.
///
/// @param id     what pieces of one packet have in common
/// @param offset where in the packet this piece belongs
/// @param more   further pieces follow
record IpPacket(
        InetAddress source,
        InetAddress destination,
        int protocol,
        int id,
        int offset,
        boolean more,
        ByteBuffer payload) {
    static final int TCP = 6;
    static final int UDP = 17;

    private static final int HEADER_V4 = 20;
    private static final int HEADER_V6 = 40;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION = 60;
    private static final int FRAGMENT_HEADER = 8;

    boolean isWhole() {
        return offset == 0 && !more;
    }

    /// The same with all of its payload.
    IpPacket whole(ByteBuffer all) {
        return new IpPacket(source, destination, protocol, id, 0, false, all);
    }

    static Optional<IpPacket> of(ByteBuffer bytes) {
        var version = bytes.limit() == 0 ? 0 : bytes.get(0) >> 4 & 0xF;
        return switch (version) {
            case 4 -> ofV4(bytes);
            case 6 -> ofV6(bytes);
            default -> Optional.empty();
        };
    }

    private static Optional<IpPacket> ofV4(ByteBuffer bytes) {
        var header = (bytes.get(0) & 0xF) * 4;
        if (header < HEADER_V4 || bytes.limit() < header) {
            return Optional.empty();
        }
        var flags = Short.toUnsignedInt(bytes.getShort(6));
        var length = Short.toUnsignedInt(bytes.getShort(2));
        return Optional.of(new IpPacket(
                address(bytes, 12, 4),
                address(bytes, 16, 4),
                Byte.toUnsignedInt(bytes.get(9)),
                Short.toUnsignedInt(bytes.getShort(4)),
                (flags & 0x1FFF) * 8,
                (flags & 0x2000) != 0,
                between(bytes, header, length)));
    }

    private static Optional<IpPacket> ofV6(ByteBuffer bytes) {
        if (bytes.limit() < HEADER_V6) {
            return Optional.empty();
        }
        var end = HEADER_V6 + Short.toUnsignedInt(bytes.getShort(4));
        var next = Byte.toUnsignedInt(bytes.get(6));
        var at = HEADER_V6;
        while ((next == HOP_BY_HOP || next == ROUTING || next == DESTINATION) && bytes.limit() >= at + 8) {
            next = Byte.toUnsignedInt(bytes.get(at));
            at += (Byte.toUnsignedInt(bytes.get(at + 1)) + 1) * 8;
        }
        var isPiece = next == FRAGMENT && bytes.limit() >= at + FRAGMENT_HEADER;
        var place = isPiece ? Short.toUnsignedInt(bytes.getShort(at + 2)) : 0;
        return Optional.of(new IpPacket(
                address(bytes, 8, 16),
                address(bytes, 24, 16),
                isPiece ? Byte.toUnsignedInt(bytes.get(at)) : next,
                isPiece ? bytes.getInt(at + 4) : 0,
                place & 0xFFF8,
                (place & 1) != 0,
                between(bytes, isPiece ? at + FRAGMENT_HEADER : at, end)));
    }

    /// What lies between, as far as it was recorded; short packets are filled up on Ethernet, and a length of 0 means
    /// that the card cuts them.
    private static ByteBuffer between(ByteBuffer bytes, int from, int to) {
        var start = Math.min(from, bytes.limit());
        var end = to <= from ? bytes.limit() : Math.min(to, bytes.limit());
        return bytes.slice(start, Math.max(0, end - start));
    }

    private static InetAddress address(ByteBuffer bytes, int at, int length) {
        var raw = new byte[length];
        bytes.get(at, raw);
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has 4 or 16 bytes.", e);
        }
    }
}
