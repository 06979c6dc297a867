package chorus.doctor.capture;

import java.nio.ByteBuffer;
import java.util.Optional;

/// Takes off what the network card put before the IP packet.
final class LinkLayer {
    private static final int LOOPBACK = 0;
    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int COOKED_2 = 276;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;
    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_VLAN_OF_PROVIDER = 0x88A8;

    private LinkLayer() {}

    /// The IP packet within; empty when there is none, or what is around it is not known here.
    static Optional<ByteBuffer> network(Packet packet) {
        var bytes = packet.bytes();
        return switch (packet.linkType()) {
            case RAW, IPV4, IPV6 -> Optional.of(bytes);
            case LOOPBACK -> from(bytes, 4);
            case ETHERNET -> typed(bytes, 12, 14);
            case COOKED -> typed(bytes, 14, 16);
            case COOKED_2 -> typed(bytes, 0, 20);
            default -> Optional.empty();
        };
    }

    /// Each VLAN puts four bytes in front, whose last two say what comes next.
    private static Optional<ByteBuffer> typed(ByteBuffer bytes, int typeAt, int headerEnd) {
        var type = typeAt;
        var end = headerEnd;
        while (bytes.limit() >= end + 4) {
            switch (Short.toUnsignedInt(bytes.getShort(type))) {
                case TYPE_IPV4, TYPE_IPV6 -> {
                    return from(bytes, end);
                }
                case TYPE_VLAN, TYPE_VLAN_OF_PROVIDER -> {
                    type = end + 2;
                    end += 4;
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<ByteBuffer> from(ByteBuffer bytes, int at) {
        return bytes.limit() < at ? Optional.empty() : Optional.of(bytes.slice(at, bytes.limit() - at));
    }
}
