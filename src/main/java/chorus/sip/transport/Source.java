package chorus.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where a message really came from, whatever it says of itself.
///
/// @param serverName the name under which we reached it, proved over TLS; empty: it came to us, and proved none
public record Source(InetAddress address, int port, Transport transport, String serverName) {
    public Source(InetAddress address, int port, Transport transport) {
        this(address, port, transport, "");
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /// `192.0.2.1:5060 over UDP`.
    @Override
    public String toString() {
        var host = address.getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port + " over " + transport;
    }
}
