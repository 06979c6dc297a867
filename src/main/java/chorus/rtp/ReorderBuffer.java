package chorus.rtp;

/// Puts packets back into the order of their sequence numbers.
///
/// A packet in order passes at once. One that is early waits until the gap before it is closed, at most 60 ms.
/// What comes late, twice or from nowhere is dropped and counted. Owned by the media loop of the call; knows the
/// time only as `now`.
final class ReorderBuffer {
    static final long PATIENCE_NANOS = 60_000_000;

    /// A power of two: 20 ms packets fill three slots while a gap waits.
    private static final int SLOTS = 16;
    /// RFC 3550 §A.1: a larger jump ahead is no loss.
    private static final int MAX_DROPOUT = 3000;
    /// RFC 3550 §A.1: a packet this far behind is no latecomer.
    private static final int MAX_MISORDER = 100;

    private final Ordered out;
    private final byte[][] slot = new byte[SLOTS][];
    private final int[] length = new int[SLOTS];
    private final int[] type = new int[SLOTS];
    private final int[] timestamp = new int[SLOTS];
    private final long[] heldSince = new long[SLOTS];
    /// Bit i is set when slot i holds a packet.
    private int held;
    /// Bit i is set when packet next-1-i has come.
    private long seen;
    private int next;
    private int wildNext = -1;
    private boolean started;
    private long late;
    private long duplicate;
    private long wild;

    /// Takes packets in order.
    interface Ordered {
        void next(int payloadType, int timestamp, byte[] bytes, int offset, int length, long now);
    }

    ReorderBuffer(Ordered out) {
        this.out = out;
        java.util.Arrays.fill(slot, new byte[0]);
    }

    /// Begins anew with whatever packet comes next; what is held is dropped.
    void restart() {
        held = 0;
        seen = 0;
        wildNext = -1;
        started = false;
    }

    void offer(int sequence, int kind, int at, byte[] bytes, int offset, int count, long now) {
        if (!started) {
            started = true;
            next = sequence;
        }
        var ahead = (short) (sequence - next);
        if (ahead >= MAX_DROPOUT || ahead < -MAX_MISORDER) {
            wild(sequence, kind, at, bytes, offset, count, now);
        } else if (ahead < 0) {
            countStale(-ahead);
        } else if (ahead == 0) {
            pass(kind, at, bytes, offset, count, now);
            drain(now);
        } else if (ahead < SLOTS) {
            hold(sequence, kind, at, bytes, offset, count, now);
        } else {
            jump(sequence, kind, at, bytes, offset, count, now);
        }
    }

    /// Gives up on gaps that have waited long enough.
    void tick(long now) {
        while (held != 0 && now - oldestHeld() >= PATIENCE_NANOS) {
            skipToHeld();
            drain(now);
        }
    }

    /// Whether a packet waits for an earlier one.
    boolean isWaiting() {
        return held != 0;
    }

    long late() {
        return late;
    }

    long duplicate() {
        return duplicate;
    }

    long wild() {
        return wild;
    }

    private void pass(int kind, int at, byte[] bytes, int offset, int count, long now) {
        advance(true);
        out.next(kind, at, bytes, offset, count, now);
    }

    private void drain(long now) {
        for (int i = next & (SLOTS - 1); (held & 1 << i) != 0; i = next & (SLOTS - 1)) {
            held &= ~(1 << i);
            advance(true);
            out.next(type[i], timestamp[i], slot[i], 0, length[i], now);
        }
    }

    private void hold(int sequence, int kind, int at, byte[] bytes, int offset, int count, long now) {
        var i = sequence & (SLOTS - 1);
        if ((held & 1 << i) != 0) {
            duplicate++;
            return;
        }
        if (slot[i].length < count) {
            slot[i] = new byte[count];
        }
        System.arraycopy(bytes, offset, slot[i], 0, count);
        length[i] = count;
        type[i] = kind;
        timestamp[i] = at;
        heldSince[i] = now;
        held |= 1 << i;
    }

    private void jump(int sequence, int kind, int at, byte[] bytes, int offset, int count, long now) {
        while (held != 0) {
            skipToHeld();
            drain(now);
        }
        seen = 0;
        next = sequence;
        pass(kind, at, bytes, offset, count, now);
    }

    /// RFC 3550 §A.1: two in a row from elsewhere mean that the peer began anew.
    private void wild(int sequence, int kind, int at, byte[] bytes, int offset, int count, long now) {
        if (sequence == wildNext) {
            wildNext = -1;
            jump(sequence, kind, at, bytes, offset, count, now);
            return;
        }
        wildNext = (sequence + 1) & 0xFFFF;
        wild++;
    }

    private void countStale(int behind) {
        if (behind <= Long.SIZE && (seen >>> (behind - 1) & 1) != 0) {
            duplicate++;
        } else {
            late++;
        }
    }

    private void skipToHeld() {
        while ((held & 1 << (next & (SLOTS - 1))) == 0) {
            advance(false);
        }
    }

    private void advance(boolean came) {
        next = (next + 1) & 0xFFFF;
        seen = seen << 1 | (came ? 1 : 0);
    }

    private long oldestHeld() {
        var oldest = Long.MAX_VALUE;
        var found = false;
        for (int i = 0; i < SLOTS; i++) {
            if ((held & 1 << i) != 0 && (!found || heldSince[i] - oldest < 0)) {
                oldest = heldSince[i];
                found = true;
            }
        }
        return oldest;
    }
}
