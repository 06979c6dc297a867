package chorus.call;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Who spoke when in a call, as our own ears found it.
///
/// @param moments in order
/// @param omitted how many found no room
public record Talk(List<Moment> moments, int omitted) {
    public Talk {
        moments = moments.stream()
                .sorted(Comparator.comparingLong(Moment::atMillis))
                .toList();
    }

    /// How long the caller waited for answers, from the end of each turn to the agent's first sound.
    public record Turns(int count, long halfMillis, long mostMillis, long longestMillis) {}

    /// Empty when no turn of the caller's was answered.
    public Optional<Turns> turns() {
        var waits = waits().sorted().toArray();
        if (waits.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new Turns(
                waits.length,
                at(waits, 0.5),
                at(waits, 0.95),
                Arrays.stream(waits).max().orElse(0)));
    }

    private static long at(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private LongStream waits() {
        var callers = of(Moment.Kind.CALLER_SPOKE);
        var agents = of(Moment.Kind.AGENT_SPOKE);
        return java.util.stream.IntStream.range(0, callers.size())
                .mapToLong(turn -> {
                    var ended = callers.get(turn).untilMillis();
                    var next = turn + 1 < callers.size() ? callers.get(turn + 1).atMillis() : Long.MAX_VALUE;
                    return wait(agents, ended, next);
                })
                .filter(wait -> wait >= 0);
    }

    /// Negative when the agent spoke already, or not before the caller spoke again.
    private static long wait(List<Moment> agents, long ended, long next) {
        for (var spoke : agents) {
            if (spoke.atMillis() <= ended && spoke.untilMillis() > ended) {
                return -1;
            }
            if (spoke.atMillis() > ended) {
                return spoke.atMillis() < next ? spoke.atMillis() - ended : -1;
            }
        }
        return -1;
    }

    private List<Moment> of(Moment.Kind kind) {
        return moments.stream().filter(moment -> moment.kind() == kind).toList();
    }
}
