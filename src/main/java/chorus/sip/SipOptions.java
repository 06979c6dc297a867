package chorus.sip;

import java.net.InetAddress;
import java.util.Optional;

/// How an endpoint is set up.
///
/// @param bind       the local address, or the wildcard
/// @param port       for UDP and TCP; 0 lets the system choose
/// @param advertised the address others reach us at, if it differs from the one they sent to
/// @param userAgent  what we call ourselves
public record SipOptions(
        InetAddress bind, int port, Optional<InetAddress> advertised, String userAgent, SipLimits limits) {
    public SipOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A SIP port is 0 to 65535, not " + port + ".");
        }
    }

    public static SipOptions at(InetAddress bind, int port) {
        return new SipOptions(bind, port, Optional.empty(), "Chorus", SipLimits.standard());
    }
}
