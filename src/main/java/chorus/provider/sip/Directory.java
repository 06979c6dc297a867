package chorus.provider.sip;

import chorus.phonebook.PrivateAddresses;
import chorus.sip.locate.Location;
import chorus.sip.locate.Locator;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds the addresses behind a host's name.
interface Directory {
    /// Blocks until the name is looked up.
    ///
    /// @param host a name or an address
    /// @param port   what was written beside the name; empty for what the name service says
    /// @param wanted empty for what the name service says (NAPTR)
    Found find(String host, OptionalInt port, Optional<Transport> wanted);

    default Found find(String host, OptionalInt port, Transport wanted) {
        return find(host, port, Optional.of(wanted));
    }

    /// The directory that names have on the net (RFC 3263).
    static Directory of(Locator locator) {
        return (host, port, wanted) -> switch (locator.locate(host, port, wanted, false)) {
            case Location.Located located -> new Found.At(located.targets());
            case Location.NotFound(var why) -> new Found.Nowhere(why);
        };
    }

    /// The same without the hosts at private addresses, where the operator allows none: a name may lead to one today
    /// that
    /// was elsewhere when it was written down.
    static Directory ofPublicHosts(Directory all) {
        return (host, port, wanted) -> switch (all.find(host, port, wanted)) {
            case Found.Nowhere nowhere -> nowhere;
            case Found.At(var targets) -> {
                var open = targets.stream()
                        .filter(target -> !PrivateAddresses.contain(target.address()))
                        .toList();
                yield open.isEmpty()
                        ? new Found.Nowhere(host + " is at the private address "
                                + targets.getFirst().address().getHostAddress()
                                + ", and CHORUS_PRIVATE_TARGETS is deny.")
                        : new Found.At(open);
            }
        };
    }

    sealed interface Found {
        /// @param targets in the order to be tried; never empty
        record At(List<Target> targets) implements Found {}

        /// @param why one sentence
        record Nowhere(String why) implements Found {}
    }
}
