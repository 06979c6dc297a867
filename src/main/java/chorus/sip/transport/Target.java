package chorus.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where a message is to go: always an address, never a name, so that sending cannot wait for a lookup.
///
/// @param serverName what the peer's certificate has to say over TLS; empty: only back over a connection that there is,
///                   or to whoever proves the address itself
public record Target(InetAddress address, int port, Transport transport, String serverName) {
    public Target(InetAddress address, int port, Transport transport) {
        this(address, port, transport, "");
    }

    /// A peer known by its address alone, which over TLS its certificate has to carry (RFC 5922 §4.1).
    public static Target at(InetAddress address, int port, Transport transport) {
        return new Target(address, port, transport, transport == Transport.TLS ? address.getHostAddress() : "");
    }

    public static Target backTo(Source source) {
        return new Target(source.address(), source.port(), source.transport(), source.serverName());
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /// `192.0.2.1:5061 over TLS (sip.example.com)`.
    @Override
    public String toString() {
        var place = new Source(address, port, transport).toString();
        return serverName.isEmpty() || serverName.equals(address.getHostAddress())
                ? place
                : place + " (" + serverName + ")";
    }

    /// Which connection leads there: over TCP all that lead to one place are alike, whatever it is called.
    Target connection() {
        return transport == Transport.TLS ? this : new Target(address, port, transport);
    }

    /// The name that a certificate has to carry: the one given, or else the address.
    String certified() {
        return serverName.isEmpty() ? address.getHostAddress() : serverName;
    }
}
