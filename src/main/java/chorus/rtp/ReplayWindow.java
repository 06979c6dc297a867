package chorus.rtp;

/// The indexes of one stream that have come already (RFC 3711 §3.3.2), the last 64 of them.
final class ReplayWindow {
    private static final int SIZE = 64;

    private long highest = -1;
    private long seen;

    /// Nothing has come yet.
    boolean isEmpty() {
        return highest < 0;
    }

    /// Whether this index is neither a replay nor too old to tell.
    boolean isFresh(long index) {
        var age = highest - index;
        return age < 0 || (age < SIZE && (seen >>> age & 1) == 0);
    }

    /// Marks an authentic packet.
    void mark(long index) {
        var ahead = index - highest;
        if (ahead > 0) {
            seen = ahead < SIZE ? seen << ahead | 1 : 1;
            highest = index;
        } else {
            seen |= 1L << -ahead;
        }
    }

    /// The index that a sequence number most likely stands for (RFC 3711, appendix A); may be negative, which
    /// is none.
    long guess(int sequence) {
        if (highest < 0) {
            return sequence;
        }
        var near = (highest & ~0xFFFFL) | sequence;
        var distance = near - highest;
        if (distance > 0x8000) {
            return near - 0x1_0000;
        }
        return distance < -0x8000 ? near + 0x1_0000 : near;
    }
}
