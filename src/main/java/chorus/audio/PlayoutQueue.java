package chorus.audio;

/// Sound that waits to be heard, with marks at positions in it, and the account of what was taken.
///
/// A ring of bytes that starts small, doubles up to its limit and shrinks when it runs dry. Owned by the media
/// loop of the call.
public final class PlayoutQueue {
    private static final int SMALL = 1024;

    private final int limit;
    private final MarkQueue marks;
    private byte[] ring = new byte[SMALL];
    private int head;
    private int size;
    private long taken;
    /// Of what was taken, what nobody heard.
    private long unheard;

    /// Hears of marks, in the order in which they were set.
    public interface Marks {
        /// @param heardMillis milliseconds of sound taken since the queue began
        /// @param played      false when the sound before the mark was dropped or passed unheard
        void reached(String mark, long heardMillis, boolean played);
    }

    /// @param limitMillis sound that may wait
    /// @param markLimit   marks that may wait
    public PlayoutQueue(int limitMillis, int markLimit) {
        this.limit = Math.max(SMALL, limitMillis * AudioFormat.BYTES_PER_MS);
        this.marks = new MarkQueue(markLimit);
    }

    /// Appends sound, all of it or nothing.
    ///
    /// @return false when it does not fit
    public boolean offer(byte[] bytes, int offset, int length) {
        if (length > limit - size) {
            return false;
        }
        reserve(size + length);
        var tail = (head + size) % ring.length;
        var straight = Math.min(length, ring.length - tail);
        System.arraycopy(bytes, offset, ring, tail, straight);
        System.arraycopy(bytes, offset + straight, ring, 0, length - straight);
        size += length;
        return true;
    }

    /// Sets a mark behind everything queued so far.
    ///
    /// @return false when too many marks wait
    public boolean mark(String name) {
        return marks.add(name, taken + size);
    }

    /// Moves up to `length` bytes into `target`; what is moved counts as heard.
    ///
    /// @return how many there were
    public int take(byte[] target, int offset, int length) {
        var count = Math.min(length, size);
        var straight = Math.min(count, ring.length - head);
        System.arraycopy(ring, head, target, offset, straight);
        System.arraycopy(ring, 0, target, offset + straight, count - straight);
        head = (head + count) % ring.length;
        size -= count;
        taken += count;
        if (size == 0) {
            shrink();
        }
        return count;
    }

    /// Reports the marks whose sound has been taken. The listener may use the queue.
    public void reportReached(Marks listener) {
        report(listener, true);
    }

    /// Lets up to `length` bytes pass unheard, and reports the marks behind them as not played.
    public void pass(int length, Marks listener) {
        var count = Math.min(length, size);
        head = (head + count) % ring.length;
        size -= count;
        taken += count;
        unheard += count;
        if (size == 0) {
            shrink();
        }
        if (count > 0) {
            report(listener, false);
        }
    }

    private void report(Marks listener, boolean played) {
        while (marks.waiting() && marks.position() <= taken) {
            listener.reached(marks.poll(), heardMillis(), played);
        }
    }

    /// Drops all sound and reports the marks in it as not played. Marks set by the listener meanwhile stay.
    public void clear(Marks listener) {
        size = 0;
        shrink();
        for (int pending = marks.count(); pending > 0 && marks.waiting(); pending--) {
            listener.reached(marks.poll(), heardMillis(), false);
        }
    }

    /// Whether a mark stands right behind the last byte, so that what is queued is whole.
    public boolean endsWithMark() {
        return marks.waiting() && marks.lastPosition() == taken + size;
    }

    public int bytes() {
        return size;
    }

    /// Milliseconds of sound taken to be heard since the queue began.
    public long heardMillis() {
        return (taken - unheard) / AudioFormat.BYTES_PER_MS;
    }

    private void reserve(int needed) {
        if (needed <= ring.length) {
            return;
        }
        var larger = ring.length;
        while (larger < needed) {
            larger *= 2;
        }
        var grown = new byte[larger];
        var straight = Math.min(size, ring.length - head);
        System.arraycopy(ring, head, grown, 0, straight);
        System.arraycopy(ring, 0, grown, straight, size - straight);
        ring = grown;
        head = 0;
    }

    private void shrink() {
        head = 0;
        if (ring.length > SMALL) {
            ring = new byte[SMALL];
        }
    }
}
