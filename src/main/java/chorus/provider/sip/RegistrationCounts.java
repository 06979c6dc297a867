package chorus.provider.sip;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What became of our REGISTERs. Read from any thread.
public final class RegistrationCounts {
    /// How one attempt ended.
    public enum Outcome {
        REGISTERED,
        REFUSED,
        UNANSWERED,
        /// The way to a registrar that knew us broke.
        BROKEN
    }

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    RegistrationCounts() {
        for (var outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(Outcome outcome) {
        adder(outcome).increment();
    }

    public long of(Outcome outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(Outcome outcome) {
        var adder = counts.get(outcome);
        if (adder == null) {
            throw new IllegalStateException("Every outcome has a counter.");
        }
        return adder;
    }
}
