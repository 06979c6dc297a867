package chorus.provider;

import chorus.phonebook.PhoneNumber;
import java.util.Optional;
import java.util.UUID;

/// Where a provider hands in what it has proved: the switchboard.
public interface IncomingCalls {
    /// A proven source calls a number of ours. Called on a virtual thread of the call's own; returns when the
    /// call is over.
    void offer(IncomingCall call);

    /// A proven source dialled a number that nobody has; `line` is a number of the organization that owns the
    /// source. The provider has refused the call already.
    ///
    /// @return the id of the record that stands for the call; empty when none was left
    Optional<UUID> unknownNumber(Arrival arrival, PhoneNumber line);
}
