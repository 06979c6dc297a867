package chorus.api;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/// Where phone networks reach this server.
///
/// @param publicUrl empty: nobody has said where it is seen from outside
/// @param publicIp  empty: the address that the request for it came in on
/// @param tlsPort   empty: SIP over TLS is off
public record Reach(
        Optional<URI> publicUrl,
        Optional<InetAddress> publicIp,
        int sipPort,
        OptionalInt tlsPort,
        int firstRtpPort,
        int lastRtpPort) {}
