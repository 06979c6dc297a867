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
}
