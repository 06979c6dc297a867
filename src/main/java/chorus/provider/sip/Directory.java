package chorus.provider.sip;

import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.util.List;
import java.util.OptionalInt;

/// Finds the addresses behind a host's name.
interface Directory {
    /// Blocks until the name is looked up.
    ///
    /// @param host a name or an address
    /// @param port what was written beside the name; empty for what the name service says
    Found find(String host, OptionalInt port, Transport transport);

    sealed interface Found {
        /// @param targets in the order to be tried; never empty
        record At(List<Target> targets) implements Found {}

        /// @param why one sentence
        record Nowhere(String why) implements Found {}
    }
}
