package chorus.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Many calls as figures. An organization's own calls only.
public interface CallFigures {
    /// What happened from one moment to another, in steps of this length. Steps in which nothing happened are left out.
    Overview over(UUID organizationId, Instant from, Instant to, Duration step);

    /// Calls that are not over, by how far they have come.
    Map<CallState, Integer> now(UUID organizationId);

    /// @param latencies of the whole time
    record Overview(List<Count> counts, List<Latencies> latencies) {}

    /// How many calls that began in one step ended in one way.
    ///
    /// @param reason empty for calls that are not over
    record Count(
            Instant step,
            Direction direction,
            Optional<String> reason,
            Optional<String> blame,
            int calls,
            int answered,
            Duration talked,
            BigDecimal spent) {}

    /// How long things took in one step, or, without a step, in the whole time.
    ///
    /// @param answer     from a caller's arrival to the answer
    /// @param firstAudio from the answer to the agent's first sound
    /// @param turn       from the end of a caller's turn to the agent's answer, half of the times in a call
    record Latencies(
            Optional<Instant> step,
            Optional<Percentiles> answer,
            Optional<Percentiles> firstAudio,
            Optional<Percentiles> turn) {}

    record Percentiles(Duration half, Duration most, Duration nearlyAll) {}
}
