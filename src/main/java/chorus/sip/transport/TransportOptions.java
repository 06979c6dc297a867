package chorus.sip.transport;

import java.net.InetAddress;
import java.util.Optional;

/// How the sockets are set up.
///
/// @param port 0 lets the system choose one that is free on UDP and TCP
public record TransportOptions(
        InetAddress bind,
        int port,
        Optional<TlsOptions> tls,
        int connections,
        int connectionsPerSource,
        int idleSeconds,
        Pace pace) {}
