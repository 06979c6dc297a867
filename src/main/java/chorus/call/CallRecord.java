package chorus.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A call as the log knows it.
///
/// @param startedAt   when it was answered
/// @param endedReason the code of its [Ending]
/// @param turnCount   how many things were said; what they were may have been left unread
/// @param attempts    how many refused attempts this record stands for; 1 for every other call
public record CallRecord(
        Call call,
        CallState state,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<String> endedReason,
        Optional<String> endedSentence,
        Optional<String> blame,
        int turnCount,
        List<Utterance> transcript,
        List<Step> trace,
        int attempts,
        CallFacts facts) {
    /// With all that was said.
    public CallRecord(
            Call call,
            CallState state,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<String> endedReason,
            Optional<String> endedSentence,
            Optional<String> blame,
            List<Utterance> transcript,
            List<Step> trace,
            int attempts,
            CallFacts facts) {
        this(
                call,
                state,
                startedAt,
                endedAt,
                endedReason,
                endedSentence,
                blame,
                transcript.size(),
                transcript,
                trace,
                attempts,
                facts);
    }

    /// Time from answer to end; zero for a call that was never answered or still runs.
    public Duration duration() {
        return startedAt
                .flatMap(start -> endedAt.map(end -> Duration.between(start, end)))
                .orElse(Duration.ZERO);
    }
}
