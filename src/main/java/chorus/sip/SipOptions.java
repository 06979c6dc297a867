package chorus.sip;

import chorus.sip.transport.TlsOptions;
import java.net.InetAddress;
import java.util.Optional;

/// How an endpoint is set up.
///
/// @param bind       the local address, or the wildcard
/// @param port       for UDP and TCP; 0 lets the system choose
/// @param advertised the address others reach us at, if it differs from the one they sent to
/// @param userAgent  what we call ourselves
/// @param tls        empty: TLS is not spoken, in neither role
public record SipOptions(
        InetAddress bind,
        int port,
        Optional<InetAddress> advertised,
        String userAgent,
        SipLimits limits,
        Optional<TlsOptions> tls) {
    public SipOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A SIP port is 0 to 65535, not " + port + ".");
        }
    }

    /// Without TLS.
    public SipOptions(
            InetAddress bind, int port, Optional<InetAddress> advertised, String userAgent, SipLimits limits) {
        this(bind, port, advertised, userAgent, limits, Optional.empty());
    }

    public static SipOptions at(InetAddress bind, int port) {
        return new SipOptions(bind, port, Optional.empty(), "Chorus", SipLimits.standard());
    }
}
