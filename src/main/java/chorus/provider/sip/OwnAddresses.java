package chorus.provider.sip;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;

/// The addresses of this machine.
///
/// A softphone beside us may call from the network card's address instead of 127.0.0.1. The system lets no packet in
/// from outside that claims one of our own addresses, so such a source is as good as loopback.
final class OwnAddresses {
    private volatile Set<InetAddress> known = Set.of();

    /// Looks again; addresses come and go.
    void refresh() {
        try {
            known = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException _) {
            // What was known stays known.
        }
    }

    boolean include(InetAddress address) {
        return known.contains(address);
    }
}
