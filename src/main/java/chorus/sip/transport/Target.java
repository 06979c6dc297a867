package chorus.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where a message is to go: always an address, never a name, so that sending cannot wait for a lookup.
///
/// @param serverName what the peer's certificate has to say over TLS; empty: the address itself
public record Target(InetAddress address, int port, Transport transport, String serverName) {
    public Target(InetAddress address, int port, Transport transport) {
        this(address, port, transport, "");
    }

    public static Target backTo(Source source) {
        return new Target(source.address(), source.port(), source.transport());
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    /// `192.0.2.1:5061 over TLS (sip.example.com)`.
    @Override
    public String toString() {
        var place = new Source(address, port, transport).toString();
        return serverName.isEmpty() ? place : place + " (" + serverName + ")";
    }

    /// The same place, whatever it is called there.
    Target unnamed() {
        return new Target(address, port, transport);
    }

    /// The name that a certificate has to carry: the one given, or else the address.
    String certified() {
        return serverName.isEmpty() ? address.getHostAddress() : serverName;
    }
}
