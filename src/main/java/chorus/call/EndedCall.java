package chorus.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A call that is over, whole.
///
/// @param answeredAt empty for a call that was never answered
public record EndedCall(
        Call call,
        Ending ending,
        Optional<Instant> answeredAt,
        Instant at,
        List<Step> trace,
        List<Utterance> transcript,
        CallFacts facts) {
    public EndedCall(
            Call call,
            Ending ending,
            Optional<Instant> answeredAt,
            Instant at,
            List<Step> trace,
            List<Utterance> transcript) {
        this(call, ending, answeredAt, at, trace, transcript, CallFacts.NONE);
    }
}
