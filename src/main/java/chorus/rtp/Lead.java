package chorus.rtp;

/// How far ahead of its playing the agent's sound comes, and how much of that is only a stall's trace.
///
/// A stall makes an agent that speaks in real time look as if it ran ahead, and all its frames wait. When a second
/// of frames came with a steady lead, a small one is taken back, and of a larger one what exceeds the lead that the
/// agent was seen to keep before. A speech engine that runs ahead has no steady lead, or keeps the one it had.
/// A lead no larger than the lateness of the caller's own sound is that lateness come back, and is taken back too.
final class Lead {
    /// A lead below this protects nothing that the peer's jitter buffer does not.
    static final long SMALL_NANOS = 120_000_000;

    private static final long OBSERVED_NANOS = 1_000_000_000;
    private static final long STEADY_NANOS = 60_000_000;
    /// Packets are hurried by a quarter of their length, which jitter buffers follow.
    private static final int HURRY = 4;

    private boolean observing;
    private long since;
    private long least;
    private long most;
    private long kept = Long.MAX_VALUE;
    private long excess;
    private long callerLate;

    /// A talk spurt begins.
    void begin() {
        observing = false;
        excess = 0;
    }

    /// @param nanos how late the caller's sound came lately, at worst
    void callerWasLate(long nanos) {
        callerLate = nanos;
    }

    void arrived(long lead, long now) {
        if (excess > 0) {
            return;
        }
        least = observing ? Math.min(least, lead) : lead;
        most = observing ? Math.max(most, lead) : lead;
        if (!observing || most - least > STEADY_NANOS) {
            observing = true;
            since = now;
            least = lead;
            most = lead;
        } else if (now - since >= OBSERVED_NANOS) {
            judge(Math.max(0, least));
        }
    }

    /// What the next packet's due time is to be moved forward by.
    long takeBack(long packetNanos) {
        var part = Math.min(excess, packetNanos / HURRY);
        excess -= part;
        return part;
    }

    private void judge(long steady) {
        kept = steady <= SMALL_NANOS + callerLate ? 0 : Math.min(kept, steady);
        excess = steady - kept;
        observing = false;
    }
}
