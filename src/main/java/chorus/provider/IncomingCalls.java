package chorus.provider;

import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import java.util.Optional;
import java.util.UUID;

/// Where a provider hands in what it has proved: the switchboard.
public interface IncomingCalls {
    /// A proven source calls a number of ours. Called on a virtual thread of the call's own; returns when the
    /// call is over.
    void offer(IncomingCall call);

    /// A proven source was refused at the door, by the provider already: it dialled a number that nobody has, or its
    /// request was not fit.
    ///
    /// @param line the number dialled; of an unknown one, a number of the organization that owns the source
    /// @return the id of the record that stands for the call; empty when none was left
    Optional<UUID> turnedAway(Arrival arrival, PhoneNumber line, Refusal refusal);
}
