package chorus.sip.dialog;

import chorus.sip.message.Via;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// At which address and port peers see us, which behind a NAT is not where we are: they write it into the Via of
/// their answers (RFC 3261 §18.2.1, RFC 3581). Lives on the loop.
///
/// Nothing is learnt where the operator says what to advertise, nor a private address in place of a public one. Over
/// a stream only another address speaks of a NAT; another port is that of the connection.
final class SeenAs {
    private static final int REMEMBERED = 10_000;

    private final LocalAddresses addresses;
    private final ToIntFunction<Transport> ports;
    private final Map<Target, InetSocketAddress> learnt = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Target, InetSocketAddress> eldest) {
            return size() > REMEMBERED;
        }
    };

    SeenAs(LocalAddresses addresses, ToIntFunction<Transport> ports) {
        this.addresses = addresses;
        this.ports = ports;
    }

    /// Where this peer reaches us.
    InetSocketAddress by(Target peer) {
        if (learnt.isEmpty() || addresses.isChosenFor(peer.address())) {
            return own(peer);
        }
        var seen = learnt.get(place(peer));
        return seen == null ? own(peer) : seen;
    }

    /// Takes what a peer wrote into our Via.
    void learn(Via ours, Target peer) {
        var own = own(peer);
        var address = ours.params().get("received").flatMap(SeenAs::address).orElse(own.getAddress());
        var port = ours.params().get("rport").map(SeenAs::port).orElse(0);
        var seen = new InetSocketAddress(address, port == 0 ? own.getPort() : port);
        if (isBehindNat(seen, own, peer.transport())) {
            learnt.put(place(peer), seen);
        } else {
            learnt.remove(place(peer));
        }
    }

    private static boolean isBehindNat(InetSocketAddress seen, InetSocketAddress own, Transport transport) {
        var sameAddress = seen.getAddress().equals(own.getAddress());
        var samePort = transport.isReliable() || seen.getPort() == own.getPort();
        return !(sameAddress && samePort)
                && isUsable(seen.getAddress())
                && (LocalAddresses.isNear(own.getAddress()) || !LocalAddresses.isNear(seen.getAddress()));
    }

    private static boolean isUsable(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    private InetSocketAddress own(Target peer) {
        return new InetSocketAddress(addresses.towards(peer.address()), ports.applyAsInt(peer.transport()));
    }

    /// Whatever it is called there.
    private static Target place(Target peer) {
        return new Target(peer.address(), peer.port(), peer.transport());
    }

    private static Optional<InetAddress> address(String text) {
        var bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// 0 for what is no port.
    private static int port(String text) {
        var port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return port <= 65_535 ? port : 0;
    }
}
