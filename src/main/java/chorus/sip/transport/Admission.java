package chorus.sip.transport;

import java.net.InetAddress;

/// Decides which sources are heard at all, before a byte of theirs is read.
///
/// Called on the endpoint's loop for each packet and each connection: it must answer from memory, at once.
@FunctionalInterface
public interface Admission {
    boolean admits(InetAddress source, Transport transport);
}
