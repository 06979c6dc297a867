package chorus.rtp;

/// How much later than at best the peer's packets came, at worst, in the last ten to twenty seconds.
///
/// A standstill of this process, or of the network, shows here: packets that waited come late against their
/// timestamps. Compares 32-bit transit times by difference, so that they may wrap.
final class Lateness {
    static final long MOST_NANOS = 1_000_000_000;

    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final long SAMPLE_NANOS = 125_000;

    private boolean begun;
    private int best;
    private int worst;
    private int worstBefore;
    private long since;

    /// @param transit arrival less timestamp, in samples
    void packet(int transit, long now) {
        if (!begun) {
            begun = true;
            best = transit;
            worst = 0;
            worstBefore = 0;
            since = now;
        }
        if (now - since > WINDOW_NANOS) {
            worstBefore = worst;
            worst = 0;
            since = now;
        }
        var late = transit - best;
        if (late < 0) {
            best = transit;
            worst = Math.max(worst, worst - late);
            late = 0;
        }
        worst = Math.max(worst, late);
    }

    /// Another stream begins.
    void restart() {
        begun = false;
    }

    long nanos() {
        return begun ? Math.min(MOST_NANOS, Math.max(worst, worstBefore) * SAMPLE_NANOS) : 0;
    }
}
