package chorus.doctor.capture;

import java.nio.ByteBuffer;

/// One recorded packet, as it was on the wire: in network order.
///
/// @param linkType what it begins with, by the numbers of tcpdump.org/linktypes.html
record Packet(int linkType, ByteBuffer bytes) {}
