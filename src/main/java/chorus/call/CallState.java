package chorus.call;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How far a call has come. The table below is the only authority on what may follow what.
public enum CallState {
    QUEUED,
    RINGING,
    IN_PROGRESS,
    COMPLETED,
    BUSY,
    NO_ANSWER,
    FAILED,
    CANCELED;

    private static final Map<CallState, Set<CallState>> NEXT = new EnumMap<>(Map.of(
            QUEUED, EnumSet.of(RINGING, IN_PROGRESS, BUSY, NO_ANSWER, FAILED, CANCELED),
            RINGING, EnumSet.of(IN_PROGRESS, BUSY, NO_ANSWER, FAILED, CANCELED),
            IN_PROGRESS, EnumSet.of(COMPLETED, FAILED, CANCELED),
            COMPLETED, EnumSet.noneOf(CallState.class),
            BUSY, EnumSet.noneOf(CallState.class),
            NO_ANSWER, EnumSet.noneOf(CallState.class),
            FAILED, EnumSet.noneOf(CallState.class),
            CANCELED, EnumSet.noneOf(CallState.class)));

    public boolean mayBecome(CallState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /// Nothing follows.
    public boolean isFinal() {
        return NEXT.getOrDefault(this, Set.of()).isEmpty();
    }

    /// The word of the API: `in-progress`, `no-answer`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
