package chorus.provider.sip;

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
    /// @param port what was written beside the name; empty for what the name service says
    Found find(String host, OptionalInt port, Transport transport);

    /// The directory that names have on the net (RFC 3263).
    static Directory of(Locator locator) {
        return (host, port, transport) -> switch (locator.locate(host, port, Optional.of(transport), false)) {
            case Location.Located located -> new Found.At(located.targets());
            case Location.NotFound(var why) -> new Found.Nowhere(why);
        };
    }

    sealed interface Found {
        /// @param targets in the order to be tried; never empty
        record At(List<Target> targets) implements Found {}

        /// @param why one sentence
        record Nowhere(String why) implements Found {}
    }
}
