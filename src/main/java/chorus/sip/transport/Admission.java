package chorus.sip.transport;

import java.net.InetAddress;

/// Decides which sources are heard at all, before a byte of theirs is read.
///
/// Called on the endpoint's loop for each packet and each connection: it must answer from memory, at once.
@FunctionalInterface
public interface Admission {
    boolean admits(InetAddress source, Transport transport);

    /// Two addresses of the same peer, so that one may answer what was sent to the other.
    ///
    /// Asked for UDP alone: a stream is answered by whom it leads to.
    default boolean areOnePeer(InetAddress one, InetAddress other) {
        return false;
    }
}
