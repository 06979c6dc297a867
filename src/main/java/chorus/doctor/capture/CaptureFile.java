package chorus.doctor.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The packets of a file in the format of tcpdump:
///
/// ```
/// magic 4 | version 4 | zone 4 | accuracy 4 | longest 4 | link type 4      once
/// seconds 4 | fraction 4 | kept length 4 | length 4 | bytes               each packet
/// ```
///
/// in the byte order of the machine that wrote it, as the magic shows. What pcapng is, [PcapngFile] knows.
final class CaptureFile {
    private static final int MICROSECONDS = 0xA1B2C3D4;
    private static final int NANOSECONDS = 0xA1B23C4D;
    private static final int HEADER = 24;
    private static final int PACKET_HEADER = 16;

    /// The upper bits of the link type say something about checksums.
    private static final int LINK_TYPE = 0xFFFF;

    private CaptureFile() {}

    sealed interface Reading {
        record Read(List<Packet> packets) implements Reading {}

        /// @param why a sentence
        record Unreadable(String why) implements Reading {}
    }

    static Reading read(byte[] file) {
        var in = ByteBuffer.wrap(file);
        if (in.remaining() >= 4 && in.getInt(0) == PcapngFile.SECTION) {
            return new Reading.Read(PcapngFile.packets(in));
        }
        if (in.remaining() < HEADER) {
            return unreadable();
        }
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var magic = in.order(order).getInt(0);
            if (magic == MICROSECONDS || magic == NANOSECONDS) {
                return new Reading.Read(packets(in));
            }
        }
        return unreadable();
    }

    private static Reading unreadable() {
        return new Reading.Unreadable("This is no recording in pcap or pcapng format: record with"
                + " tcpdump -w call.pcap -s 0 port 5060, and send that file.");
    }

    /// A packet that was cut off with the file is left out.
    private static List<Packet> packets(ByteBuffer in) {
        var linkType = in.getInt(20) & LINK_TYPE;
        var packets = new ArrayList<Packet>();
        var at = HEADER;
        while (at + PACKET_HEADER <= in.limit()) {
            var length = in.getInt(at + 8);
            at += PACKET_HEADER;
            if (length < 0 || length > in.limit() - at) {
                break;
            }
            packets.add(new Packet(linkType, in.slice(at, length)));
            at += length;
        }
        return packets;
    }
}
