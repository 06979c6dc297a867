package chorus.sip;

import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.TlsOptions;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// How an endpoint is set up.
///
/// @param bind       the local address, or the wildcard
/// @param port       for UDP and TCP; 0 lets the system choose
/// @param advertised the address others reach us at, if it differs from the one they sent to
/// @param userAgent  what we call ourselves
/// @param tls        empty: TLS is not spoken, in neither role
/// @param barred     hosts that nobody may make us talk to by naming them
public record SipOptions(
        InetAddress bind,
        int port,
        Optional<InetAddress> advertised,
        String userAgent,
        SipLimits limits,
        Optional<TlsOptions> tls,
        Predicate<InetAddress> barred) {
    public SipOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("A SIP port is 0 to 65535, not " + port + ".");
        }
    }

    /// Without barred hosts.
    public SipOptions(
            InetAddress bind,
            int port,
            Optional<InetAddress> advertised,
            String userAgent,
            SipLimits limits,
            Optional<TlsOptions> tls) {
        this(bind, port, advertised, userAgent, limits, tls, _ -> false);
    }

    /// Without TLS.
    public SipOptions(
            InetAddress bind, int port, Optional<InetAddress> advertised, String userAgent, SipLimits limits) {
        this(bind, port, advertised, userAgent, limits, Optional.empty());
    }

    /// The same, but that these hosts are kept from us.
    public SipOptions barring(Predicate<InetAddress> hosts) {
        return new SipOptions(bind, port, advertised, userAgent, limits, tls, hosts);
    }

    /// Where others reach such an endpoint.
    public LocalAddresses addresses() {
        return new LocalAddresses(advertised, bind);
    }

    public static SipOptions at(InetAddress bind, int port) {
        return new SipOptions(bind, port, Optional.empty(), "Chorus", SipLimits.standard());
    }
}
