package chorus.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where a message is to go: always an address, never a name, so that sending cannot wait for a lookup.
public record Target(InetAddress address, int port, Transport transport) {
    public static Target backTo(Source source) {
        return new Target(source.address(), source.port(), source.transport());
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }
}
