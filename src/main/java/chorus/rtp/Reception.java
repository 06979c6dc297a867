package chorus.rtp;

/// Counts what came and what did not, as receiver reports tell it (RFC 3550 §6.4.1 and §A.1, §A.3, §A.8).
final class Reception {
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int SEQUENCES = 1 << 16;
    private static final long SAMPLE_NANOS = 125_000;
    private static final int MOST_LOST = 0x7FFFFF;

    private final Lateness lateness = new Lateness();
    private boolean started;
    private long first;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private int badNext = -1;
    private boolean timed;
    private int transit;
    /// Jitter in samples, times 16.
    private int jitter;
    private long receivedInAll;
    private long lostInAll;

    /// Begins to count another stream; the totals go on.
    void restart() {
        lostInAll += lostHere();
        started = false;
        timed = false;
        jitter = 0;
        lateness.restart();
    }

    /// @param sound whether the timestamp moves with the clock, as those of events do not
    void packet(int sequence, int timestamp, boolean sound, long now) {
        if (!started) {
            begin(sequence);
        }
        var ahead = (short) (sequence - (int) highest);
        if (ahead >= MAX_DROPOUT || ahead < -MAX_MISORDER) {
            if (sequence != badNext) {
                badNext = (sequence + 1) & (SEQUENCES - 1);
                return;
            }
            restart();
            begin(sequence);
            ahead = 1;
        }
        badNext = -1;
        highest += Math.max(ahead, 0);
        received++;
        receivedInAll++;
        if (sound) {
            time(timestamp, now);
        }
    }

    private void begin(int sequence) {
        started = true;
        first = sequence;
        highest = sequence - 1L;
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
    }

    private void time(int timestamp, long now) {
        var itsTransit = (int) (now / SAMPLE_NANOS) - timestamp;
        if (timed) {
            var difference = Math.abs(itsTransit - transit);
            jitter += Math.min(difference, SEQUENCES) - ((jitter + 8) >> 4);
        }
        transit = itsTransit;
        timed = true;
        lateness.packet(itsTransit, now);
    }

    boolean started() {
        return started;
    }

    long received() {
        return receivedInAll;
    }

    long lost() {
        return lostInAll + lostHere();
    }

    /// How much later than at best packets came lately, at worst.
    long latenessNanos() {
        return lateness.nanos();
    }

    /// Interarrival jitter in samples.
    int jitter() {
        return jitter >> 4;
    }

    long jitterMicros() {
        return jitter * (SAMPLE_NANOS / 1000) / 16;
    }

    /// Writes loss, highest sequence number and jitter as a report block has them: four words from the fraction on.
    void writeTo(byte[] block, int at) {
        var expected = expected();
        var interval = expected - expectedBefore;
        var missing = interval - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        var fraction = interval <= 0 || missing <= 0 ? 0 : (int) Math.min(255, (missing << 8) / interval);
        Bits.put32(block, at, fraction << 24 | (Math.clamp(expected - received, -MOST_LOST, MOST_LOST) & 0xFFFFFF));
        Bits.put32(block, at + 4, (int) highest);
        Bits.put32(block, at + 8, jitter());
    }

    private long expected() {
        return highest - first + 1;
    }

    private long lostHere() {
        return started ? Math.max(0, expected() - received) : 0;
    }
}
