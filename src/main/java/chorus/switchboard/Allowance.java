package chorus.switchboard;

import chorus.call.EndReason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How long a conversation may go on: as long as the agent's limit allows and the balance pays, which is looked at
/// again and again, for other calls spend it too and somebody may credit it.
final class Allowance {
    private static final Logger LOG = LoggerFactory.getLogger(Allowance.class);
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Duration most;
    private final Supplier<Optional<Duration>> purse;
    private final long began = System.nanoTime();

    /// @param most  the agent's limit
    /// @param purse how long the balance pays; empty for without end
    Allowance(Duration most, Supplier<Optional<Duration>> purse) {
        this.most = most;
        this.purse = purse;
    }

    /// Looks how things stand. Blocks while the balance is read.
    Left look() {
        var left = most.minusNanos(System.nanoTime() - began);
        if (!left.isPositive()) {
            return new Left.Over(new Conclusion(EndReason.TIME_LIMIT, "The limit is " + most.toSeconds() + " s."));
        }
        var paid = paid();
        if (paid.filter(Duration::isZero).isPresent()) {
            return new Left.Over(
                    new Conclusion(EndReason.BALANCE_SPENT, "What was left is spent by the calls that run."));
        }
        var pause = paid.map(time -> least(longest(time, SHORTEST), LOOK)).orElse(LOOK);
        return new Left.Time(least(left, pause));
    }

    /// A balance that cannot be read now must not end a call.
    private Optional<Duration> paid() {
        try {
            return purse.get();
        } catch (RuntimeException e) {
            LOG.warn("the balance of a running call could not be read", e);
            return Optional.empty();
        }
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    sealed interface Left {
        /// Go on for so long, then look again.
        record Time(Duration pause) implements Left {}

        record Over(Conclusion conclusion) implements Left {}
    }
}
