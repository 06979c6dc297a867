package chorus.sip.transport;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Decides which sources are heard at all, before a byte of theirs is read.
///
/// Called on the endpoint's loop for each packet and each connection: it must answer from memory, at once.
@FunctionalInterface
public interface Admission {
    boolean admits(InetAddress source, Transport transport);

    /// Something came from a source that is not admitted, and was dropped in silence.
    ///
    /// @param bytes a datagram, to be read before this returns; empty for a connection, which was closed unread
    default void dropped(Source source, ByteBuffer bytes) {}

    /// Two addresses of the same peer, so that one may answer what was sent to the other.
    ///
    /// Asked for UDP alone: a stream is answered by whom it leads to.
    default boolean areOnePeer(InetAddress one, InetAddress other) {
        return false;
    }
}
