package chorus.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where the switchboard writes what happens to calls. Every method is durable when it returns.
public interface CallLog {
    /// A call exists: ringing inbound, queued outbound.
    void opened(Call call, CallState state, List<Step> trace);

    void answered(UUID callId, Instant at, List<Step> trace);

    /// A call is over; it is written whole, so that an end recorded without what came before loses nothing.
    ///
    /// @param answeredAt empty for a call that was never answered
    void ended(
            Call call,
            Ending ending,
            Optional<Instant> answeredAt,
            Instant at,
            List<Step> trace,
            List<Utterance> transcript);

    /// A proven source dialled a number nobody has. Repeats are added up, and each source may only leave so many
    /// records an hour, for a source on UDP can be forged.
    void unknownNumber(Call call, String source, List<Step> trace);
}
