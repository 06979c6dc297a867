package chorus.fake;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Recordings of a network that never was: packets, laid one in the other, and files of them.
public final class PacketFile {
    public static final int ETHERNET = 1;
    public static final int RAW = 101;
    private static final InetAddress SERVER = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress SERVER_V6 = InetAddress.ofLiteral("2001:db8::1");
    private static final int PORT = 5060;

    private PacketFile() {}

    /// A file as tcpdump writes it on Ethernet, in the order of most machines.
    public static byte[] pcap(byte[]... packets) {
        var frames =
                Arrays.stream(packets).map(packet -> ethernet(0x0800, packet)).toArray(byte[][]::new);
        return pcap(ETHERNET, 0xA1B2C3D4, ByteOrder.LITTLE_ENDIAN, frames);
    }

    public static byte[] pcap(int linkType, int magic, ByteOrder order, byte[]... frames) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(24)
                .order(order)
                .putInt(magic)
                .putInt(0x00040002)
                .putLong(0)
                .putInt(65_535)
                .putInt(linkType)
                .array());
        for (var frame : frames) {
            out.writeBytes(ByteBuffer.allocate(16)
                    .order(order)
                    .putLong(0)
                    .putInt(frame.length)
                    .putInt(frame.length)
                    .array());
            out.writeBytes(frame);
        }
        return out.toByteArray();
    }

    /// A file as Wireshark writes it: a section, an interface, a block that nobody needs to know, and packets.
    public static byte[] pcapng(int linkType, ByteOrder order, byte[]... frames) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(block(
                order,
                0x0A0D0D0A,
                buffer(order, 16).putInt(0x1A2B3C4D).putInt(1).putLong(-1)));
        out.writeBytes(block(order, 1, buffer(order, 8).putShort((short) linkType)));
        out.writeBytes(block(order, 5, buffer(order, 12)));
        for (var frame : frames) {
            var body = buffer(order, 20 + (frame.length + 3) / 4 * 4);
            body.putInt(0).putLong(0).putInt(frame.length).putInt(frame.length).put(frame);
            out.writeBytes(block(order, 6, body));
        }
        return out.toByteArray();
    }

    public static byte[] ethernet(int type, byte[] packet) {
        return ByteBuffer.allocate(14 + packet.length)
                .position(12)
                .putShort((short) type)
                .put(packet)
                .array();
    }

    /// What a VLAN puts between the Ethernet header and the packet.
    public static byte[] vlan(int type, byte[] packet) {
        return ByteBuffer.allocate(4 + packet.length)
                .putShort((short) 42)
                .putShort((short) type)
                .put(packet)
                .array();
    }

    /// Linux' cooked header, version 1 or 2.
    public static byte[] cooked(int version, int type, byte[] packet) {
        var header = version == 1 ? 16 : 20;
        return ByteBuffer.allocate(header + packet.length)
                .putShort(version == 1 ? 14 : 0, (short) type)
                .position(header)
                .put(packet)
                .array();
    }

    /// An IP packet with a datagram to the server.
    public static byte[] udp(String source, int port, byte[] payload) {
        return ip(source, 17, datagram(port, payload));
    }

    public static byte[] datagram(int port, byte[] payload) {
        return ByteBuffer.allocate(8 + payload.length)
                .putShort((short) port)
                .putShort((short) PORT)
                .putShort((short) (8 + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }

    /// An IP packet with a segment to the server.
    public static byte[] tcp(String source, int port, int sequence, byte[] payload) {
        var segment = ByteBuffer.allocate(20 + payload.length)
                .putShort((short) port)
                .putShort((short) PORT)
                .putInt(sequence)
                .putInt(0)
                .put((byte) 0x50)
                .put((byte) 0x18);
        return ip(source, 6, segment.position(20).put(payload).array());
    }

    public static byte[] ip(String source, int protocol, byte[] payload) {
        var address = InetAddress.ofLiteral(source).getAddress();
        return address.length == 4 ? piece(source, protocol, 0, false, payload) : v6(address, protocol, payload);
    }

    /// A piece of an IPv4 packet.
    public static byte[] piece(String source, int protocol, int offset, boolean more, byte[] payload) {
        return ByteBuffer.allocate(20 + payload.length)
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + payload.length))
                .putShort((short) 7)
                .putShort((short) (offset / 8 | (more ? 0x2000 : 0)))
                .put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .put(InetAddress.ofLiteral(source).getAddress())
                .put(SERVER.getAddress())
                .put(payload)
                .array();
    }

    /// With a hop-by-hop header before the payload.
    private static byte[] v6(byte[] source, int protocol, byte[] payload) {
        return ByteBuffer.allocate(48 + payload.length)
                .putInt(0x60000000)
                .putShort((short) (8 + payload.length))
                .put((byte) 0)
                .put((byte) 64)
                .put(source)
                .put(SERVER_V6.getAddress())
                .put((byte) protocol)
                .put(new byte[7])
                .put(payload)
                .array();
    }

    private static ByteBuffer buffer(ByteOrder order, int length) {
        return ByteBuffer.allocate(length).order(order);
    }

    private static byte[] block(ByteOrder order, int type, ByteBuffer body) {
        var length = body.capacity() + 12;
        return buffer(order, length)
                .putInt(type)
                .putInt(length)
                .put(body.clear())
                .putInt(length)
                .array();
    }
}
