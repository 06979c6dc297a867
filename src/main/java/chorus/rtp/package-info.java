/// RTP by RFC 3550: packets, ports, reordering and concealment, telephone events, RTCP.
///
/// May use: audio.
@NullMarked
package chorus.rtp;

import org.jspecify.annotations.NullMarked;
