package chorus.sip.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
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

    /// The advertised address is for the world outside: a peer on this machine is told the one it talks to.
    public InetAddress towards(InetAddress peer) {
        if (advertised.isPresent() && !peer.isLoopbackAddress()) {
            return advertised.get();
        }
        return bound.isAnyLocalAddress() ? routed(peer) : bound;
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
