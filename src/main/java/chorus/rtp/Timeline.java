package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.Concealment;

/// Keeps the caller's sound continuous: what is missing is concealed, and while nothing comes, time still passes.
///
/// Packets come in order. A gap between their timestamps of up to 200 ms is filled before the packet is heard. When
/// nothing has come for 100 ms, a frame is invented every 20 ms, first fading, then silent. Owned by the media loop
/// of the call; knows the time only as `now`.
final class Timeline implements ReorderBuffer.Ordered {
    static final long QUIET_NANOS = 100_000_000;

    private static final long FRAME_NANOS = 20_000_000;
    private static final int FRAME = 20 * AudioFormat.BYTES_PER_MS;
    private static final int LARGEST_GAP = 200 * AudioFormat.BYTES_PER_MS;

    private final Sound out;
    private final Concealment concealment = new Concealment();
    private final byte[] invented = new byte[FRAME];
    private AudioFormat format;
    private boolean passing;
    private boolean placed;
    private int expected;
    private long fillAt;
    private long concealed;

    /// Hears the continuous sound, in the format of the wire.
    interface Sound {
        void heard(byte[] bytes, int offset, int length);
    }

    Timeline(AudioFormat format, Sound out) {
        this.format = format;
        this.out = out;
    }

    /// Lets time pass from now on, in this format.
    void pass(AudioFormat newFormat, long now) {
        format = newFormat;
        passing = true;
        fillAt = now + QUIET_NANOS;
    }

    /// Lets time stand still, as on hold.
    void stand() {
        passing = false;
        placed = false;
    }

    /// Takes the next timestamp as it comes.
    void restart() {
        placed = false;
    }

    @Override
    public void next(int timestamp, byte[] bytes, int offset, int length, long now) {
        if (length == 0) {
            return;
        }
        var gap = timestamp - expected;
        if (placed && gap > 0 && gap <= LARGEST_GAP) {
            fill(gap);
        }
        placed = true;
        expected = timestamp + length;
        fillAt = now + QUIET_NANOS;
        concealment.remember(format, bytes, offset, length);
        out.heard(bytes, offset, length);
    }

    void tick(long now) {
        if (!passing || now - fillAt < 0) {
            return;
        }
        fillAt = now - fillAt > QUIET_NANOS ? now + FRAME_NANOS : fillAt + FRAME_NANOS;
        invent(FRAME);
    }

    /// Frames that were invented, silent ones not counted.
    long concealed() {
        return concealed;
    }

    private void fill(int gap) {
        for (int left = gap; left > 0; left -= FRAME) {
            invent(Math.min(left, FRAME));
        }
    }

    private void invent(int length) {
        if (!concealment.faded()) {
            concealed++;
        }
        concealment.conceal(format, invented, 0, length);
        expected += length;
        out.heard(invented, 0, length);
    }
}
