package chorus.rtp;

/// When the next packet is due, and with which timestamp.
///
/// Within a talk spurt the due time advances by one frame for each packet, whenever that was really sent, so that
/// a stall does not become lasting latency. A spurt begins at its first frame; between spurts silence is sent. The
/// timestamps follow the clock across gaps and never run backwards. Knows the time only as `now`.
final class PlayoutClock {
    /// Silence of the agent after which a spurt is over.
    static final long QUIET_NANOS = 100_000_000;
    /// Lateness that is given up instead of caught up.
    static final long BEHIND_NANOS = 200_000_000;

    private static final long SAMPLE_NANOS = 125_000;
    private final Lead lead = new Lead();
    private final int base;
    private long origin;
    private long frameNanos;
    private long due;
    private long sample;
    private boolean quiet = true;
    private boolean marker;

    /// @param base the timestamp at which the stream begins, better a random one (RFC 3550 §5.1)
    PlayoutClock(int base) {
        this.base = base;
    }

    void start(int frameMillis, long now) {
        origin = now;
        frame(frameMillis);
        beginQuiet(now);
    }

    void frame(int frameMillis) {
        frameNanos = frameMillis * 1_000_000L;
    }

    boolean isDue(long now) {
        return now - due >= 0;
    }

    boolean quiet() {
        return quiet;
    }

    /// Whether the agent has said nothing for so long that its talk spurt is over.
    boolean overdue(long now) {
        return now - due >= QUIET_NANOS - frameNanos;
    }

    void beginSpurt(long now) {
        begin(now);
        quiet = false;
        marker = true;
    }

    void beginQuiet(long now) {
        begin(now);
        quiet = true;
        marker = false;
    }

    /// @param nanos how late the caller's sound came lately, at worst
    void callerWasLate(long nanos) {
        lead.callerWasLate(nanos);
    }

    /// Tells of a frame that came while `waitingNanos` of sound were waiting already.
    void arrived(long waitingNanos, long now) {
        lead.arrived(due - now + waitingNanos, now);
    }

    /// Advances by one frame.
    ///
    /// @return the timestamp of the packet that is sent now
    int advance(long now) {
        return advance(frameNanos, now);
    }

    int advance(long nanos, long now) {
        if (now - due > BEHIND_NANOS) {
            begin(now);
        }
        var timestamp = base + (int) sample;
        due += nanos - lead.takeBack(nanos);
        sample += nanos / SAMPLE_NANOS;
        return timestamp;
    }

    /// Whether the packet that is sent now is the first of its spurt; true once.
    boolean takeMarker() {
        var first = marker;
        marker = false;
        return first;
    }

    /// The timestamp that corresponds to `now`, for RTCP.
    int timestampAt(long now) {
        return base + (int) ((now - origin) / SAMPLE_NANOS);
    }

    private void begin(long now) {
        due = now;
        sample = Math.max(sample, (now - origin) / SAMPLE_NANOS);
        lead.begin();
    }
}
