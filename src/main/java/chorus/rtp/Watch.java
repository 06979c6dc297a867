package chorus.rtp;

/// Notices that a peer which ought to be heard has given no sign of life for too long.
///
/// A sign of life is a packet or a report that was let in. The clock stands still while either side holds. Knows the
/// time only as `now`.
final class Watch {
    private final long patienceNanos;
    private boolean running;
    private long since;

    /// @param patienceNanos 0: for ever
    Watch(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    /// Begins anew, or stands still.
    void restart(boolean mayBeHeard, long now) {
        running = mayBeHeard && patienceNanos > 0;
        since = now;
    }

    void life(long now) {
        since = now;
    }

    /// Whether patience is over; true once.
    boolean runsOut(long now) {
        if (!running || now - since < patienceNanos) {
            return false;
        }
        running = false;
        return true;
    }
}
