package chorus.call;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Where the switchboard writes what happens to calls. Every method is durable when it returns.
public interface CallLog {
    /// A call exists: ringing inbound, queued outbound.
    void opened(Call call, CallState state, List<Step> trace);

    void answered(UUID callId, Instant at, List<Step> trace);

    /// A call is over; `call` is written whole, so that an end recorded without a beginning loses nothing.
    void ended(Call call, Ending ending, Instant at, List<Step> trace, List<Utterance> transcript);

    /// A proven source dialled a number nobody has. Repeats are added up, and each source may only leave so many
    /// records an hour, for a source on UDP can be forged.
    void unknownNumber(Call call, String source, List<Step> trace);
}
