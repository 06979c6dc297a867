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
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Which address of ours a peer reaches: the one given, the one bound, or the one the routes of this machine choose.
public final class LocalAddresses {
    private static final int REMEMBERED = 1_000;
    private static final int ANY_PORT = 5060;
    private static final long GOOD_FOR_NANOS = 60_000_000_000L;

    private final Optional<InetAddress> advertised;
    private final InetAddress bound;
    private final Function<InetAddress, Optional<InetAddress>> router;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Route> routes = new LinkedHashMap<>();

    /// @param from     our address that leads there
    /// @param foundAt in nanoseconds: routes change
    private record Route(InetAddress from, long foundAt) {}

    public LocalAddresses(Optional<InetAddress> advertised, InetAddress bound) {
        this(advertised, bound, LocalAddresses::route, System::nanoTime);
    }

    /// @param router finds our address that leads to another; empty when no route does
    LocalAddresses(
            Optional<InetAddress> advertised,
            InetAddress bound,
            Function<InetAddress, Optional<InetAddress>> router,
            LongSupplier nanoTime) {
        this.advertised = advertised;
        this.bound = bound;
        this.router = router;
        this.nanoTime = nanoTime;
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

    /// The address is one of this machine, which then talks to itself; or the one that it is known by outside.
    boolean isOurs(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || advertised.filter(address::equals).isPresent()
                || routed(address).equals(address);
    }

    /// Where no route leads there is none to remember: it may be there in a moment.
    private synchronized InetAddress routed(InetAddress peer) {
        var now = nanoTime.getAsLong();
        var known = routes.get(peer);
        if (known != null && now - known.foundAt() < GOOD_FOR_NANOS) {
            return known.from();
        }
        routes.remove(peer);
        if (routes.size() >= REMEMBERED) {
            routes.clear();
        }
        var found = router.apply(peer);
        found.ifPresent(from -> routes.put(peer, new Route(from, now)));
        return found.orElseGet(InetAddress::getLoopbackAddress);
    }

    /// Connecting a datagram socket sends nothing; it only looks up the route.
    private static Optional<InetAddress> route(InetAddress peer) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(peer, ANY_PORT));
            return Optional.of(socket.getLocalAddress());
        } catch (IOException | RuntimeException noRoute) {
            return Optional.empty();
        }
    }
}
