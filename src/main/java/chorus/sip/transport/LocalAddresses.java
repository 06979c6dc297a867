package chorus.sip.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which address of ours a peer reaches: the one given, the one bound, or the one the routes of this machine choose.
public final class LocalAddresses {
    private static final int REMEMBERED = 1_000;
    private static final int ANY_PORT = 5060;

    private final Optional<InetAddress> advertised;
    private final InetAddress bound;
    private final Map<InetAddress, InetAddress> routes = new LinkedHashMap<>();

    public LocalAddresses(Optional<InetAddress> advertised, InetAddress bound) {
        this.advertised = advertised;
        this.bound = bound;
    }

    /// All addresses of this machine, loopback too; those that are good on one link only are left out.
    public static List<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .toList();
        } catch (SocketException unknown) {
            return List.of(InetAddress.getLoopbackAddress());
        }
    }

    /// A public address that is advertised is for the world outside: a peer on this machine or in a private network
    /// beside it is told the address that it talks to.
    public InetAddress towards(InetAddress peer) {
        return advertisedTo(peer).orElseGet(() -> bound.isAnyLocalAddress() ? routed(peer) : bound);
    }

    /// Whether this peer is told an address that somebody chose for it, rather than one that we found.
    public boolean isChosenFor(InetAddress peer) {
        return advertisedTo(peer).isPresent();
    }

    private Optional<InetAddress> advertisedTo(InetAddress peer) {
        return advertised.filter(address -> !isNear(peer) || (isNear(address) && !peer.isLoopbackAddress()));
    }

    /// On this machine or in a private network.
    public static boolean isNear(InetAddress address) {
        return address.isLoopbackAddress() || address.isLinkLocalAddress() || isPrivate(address);
    }

    /// Leads nowhere from outside its own network: RFC 1918, the shared 100.64/10 (RFC 6598), fc00::/7 (RFC 4193).
    public static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        var first = bytes[0] & 0xFF;
        return address.isSiteLocalAddress()
                || (address instanceof Inet6Address ? (first & 0xFE) == 0xFC : first == 100 && (bytes[1] & 0xC0) == 64);
    }

    private synchronized InetAddress routed(InetAddress peer) {
        if (routes.size() > REMEMBERED) {
            routes.clear();
        }
        return routes.computeIfAbsent(peer, LocalAddresses::route);
    }

    /// Connecting a datagram socket sends nothing; it only looks up the route.
    private static InetAddress route(InetAddress peer) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(peer, ANY_PORT));
            return socket.getLocalAddress();
        } catch (IOException | RuntimeException noRoute) {
            return InetAddress.getLoopbackAddress();
        }
    }
}
