package chorus.sip.transport;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// Which hosts a far side may make us talk to by naming them: itself, and others that are neither this machine, nor on
/// its link, nor a group. Safe for any thread.
public final class Reach {
    private final LocalAddresses addresses;
    private final Predicate<InetAddress> barred;

    /// @param barred those that the operator keeps us from
    public Reach(LocalAddresses addresses, Predicate<InetAddress> barred) {
        this.addresses = addresses;
        this.barred = barred;
    }

    /// What is wrong with a host that this peer names, in a few words; empty when it may be reached.
    public Optional<String> fault(InetAddress named, InetAddress peer) {
        if (named.equals(peer)) {
            return Optional.empty();
        }
        if (named.isMulticastAddress()) {
            return Optional.of("a multicast address");
        }
        if (named.isLinkLocalAddress() && !peer.isLinkLocalAddress()) {
            return Optional.of("a link-local address");
        }
        return addresses.isOurs(named) && !addresses.isOurs(peer)
                ? Optional.of("an address of this server")
                : Optional.empty();
    }

    /// The operator keeps us from a host that this peer names, unless it is the peer itself.
    public boolean isBarred(InetAddress named, InetAddress peer) {
        return !named.equals(peer) && barred.test(named);
    }
}
