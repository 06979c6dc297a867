package chorus.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where the switchboard writes what happens to calls. Every method is durable when it returns.
public interface CallLog {
    /// A call exists: ringing inbound, queued outbound.
    void opened(Call call, CallState state, List<Step> trace);

    void answered(Call call, Instant at, List<Step> trace);

    /// A call that we placed rings at the far side.
    void ringing(Call call, List<Step> trace);

    /// A transfer of a call began, or ended.
    void transferred(Call call, Transfer transfer, List<Step> trace);

    /// A call is over; it is written whole, so that an end recorded without what came before loses nothing. Its charge
    /// is taken from the organization's balance in the same transaction, once.
    void ended(EndedCall call);

    /// A proven source was turned away at the door: it dialled a number nobody has, or its request was not fit. Repeats
    /// are added up, and each source may only leave so many records an hour, for a source on UDP can be forged.
    ///
    /// @return the id of the record that stands for the call; empty when the source has left its share
    Optional<UUID> turnedAway(Call call, Refusal refusal, String source, List<Step> trace);
}
