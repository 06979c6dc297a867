package chorus.rtp;

/// Tells a timer that was held up to let the sockets speak first.
///
/// When the whole machine stood still, packets wait in the sockets, and a timer that ran before they are read would
/// take the standstill for silence of the peer or of the agent. Such a wait is never followed by another before the
/// timer has run.
final class Patience {
    static final long LATE_NANOS = 40_000_000;
    static final long WAIT_NANOS = 15_000_000;

    private long askedAt;
    private boolean waiting;
    private long until;

    void start(long now) {
        askedAt = now;
        waiting = false;
    }

    /// Whether the timer is to skip this turn.
    boolean asks(long now) {
        if (!waiting && now - askedAt > LATE_NANOS) {
            waiting = true;
            until = now + WAIT_NANOS;
        }
        askedAt = now;
        waiting &= now - until < 0;
        return waiting;
    }
}
