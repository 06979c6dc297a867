package chorus.doctor.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The packets of a file in the format of Wireshark: blocks, each with its length at both ends, in sections that each
/// have a byte order and interfaces of their own.
///
/// ```
/// type 4 | length 4 | body, filled up to a multiple of 4 | length 4
/// ```
final class PcapngFile {
    static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int PACKET = 6;
    private static final int ORDER = 0x1A2B3C4D;
    private static final int SMALLEST = 12;

    private final List<Packet> packets = new ArrayList<>();
    private final List<Integer> linkTypes = new ArrayList<>();

    private PcapngFile() {}

    /// As many as can be read.
    static List<Packet> packets(ByteBuffer in) {
        var file = new PcapngFile();
        var at = 0;
        while (at + SMALLEST <= in.limit()) {
            if (in.getInt(at) == SECTION || Integer.reverseBytes(in.getInt(at)) == SECTION) {
                file.linkTypes.clear();
                in.order(ByteOrder.BIG_ENDIAN);
                in.order(in.getInt(at + 8) == ORDER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            }
            var length = in.getInt(at + 4);
            if (length < SMALLEST || length > in.limit() - at) {
                break;
            }
            file.block(in.getInt(at), in.slice(at + 8, length - SMALLEST).order(in.order()));
            at += length;
        }
        return file.packets;
    }

    private void block(int type, ByteBuffer body) {
        switch (type) {
            case INTERFACE -> {
                if (body.limit() >= 2) {
                    linkTypes.add(Short.toUnsignedInt(body.getShort(0)));
                }
            }
            case PACKET -> packet(body, 4);
            case OLD_PACKET -> packet(body, 2);
            case SIMPLE_PACKET -> {
                if (body.limit() >= 4) {
                    add(0, body, 4, Math.min(body.getInt(0), body.limit() - 4));
                }
            }
            default -> {
                // Names, statistics and what others put in.
            }
        }
    }

    /// @param width of the interface's number
    private void packet(ByteBuffer body, int width) {
        if (body.limit() >= 20) {
            add(width == 4 ? body.getInt(0) : Short.toUnsignedInt(body.getShort(0)), body, 20, body.getInt(12));
        }
    }

    private void add(int link, ByteBuffer body, int from, int length) {
        if (link >= 0 && link < linkTypes.size() && length >= 0 && length <= body.limit() - from) {
            packets.add(new Packet(linkTypes.get(link), body.slice(from, length)));
        }
    }
}
