package chorus.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where a message really came from, whatever it says of itself.
public record Source(InetAddress address, int port, Transport transport) {
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
