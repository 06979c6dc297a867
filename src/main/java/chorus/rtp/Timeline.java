package chorus.rtp;

import chorus.audio.AudioFormat;
import chorus.audio.ComfortNoise;
import chorus.audio.Concealment;

/// Keeps the caller's sound continuous: what is missing is concealed, and while nothing comes, time still passes.
///
/// Packets come in order, in a law of G.711. A gap between their timestamps of up to 200 ms is filled before the
/// packet is heard. When nothing has come for 100 ms, a frame is invented every 20 ms, first fading, then silent; when
/// the peer has said that it will send nothing but noise, noise is, and at once. Owned by the media loop of the call;
/// knows the time only as `now`.
final class Timeline {
    static final long QUIET_NANOS = 100_000_000;

    private static final long FRAME_NANOS = 20_000_000;
    private static final int FRAME = 20 * AudioFormat.BYTES_PER_MS;
    private static final int LARGEST_GAP = 200 * AudioFormat.BYTES_PER_MS;

    private final AudioFormat law;
    private final Sound out;
    private final Concealment concealment;
    private final ComfortNoise noise = new ComfortNoise();
    private final byte[] invented = new byte[FRAME];
    private boolean passing;
    private boolean placed;
    private boolean noisy;
    private int expected;
    private long fillAt;
    private long concealed;

    /// Hears the continuous sound.
    interface Sound {
        void heard(byte[] bytes, int offset, int length);
    }

    Timeline(AudioFormat law, Sound out) {
        this.law = law;
        this.out = out;
        this.concealment = new Concealment(law);
    }

    /// Lets time pass from now on.
    void pass(long now) {
        passing = true;
        fillAt = now + QUIET_NANOS;
    }

    /// Lets time stand still, as on hold.
    void stand() {
        passing = false;
        restart();
    }

    /// Takes the next timestamp as it comes.
    void restart() {
        placed = false;
        noisy = false;
    }

    /// Takes sound; its beginning may be changed, in place.
    void next(int timestamp, byte[] bytes, int offset, int length, long now) {
        fillUpTo(timestamp);
        noisy = false;
        expected = timestamp + length;
        fillAt = now + QUIET_NANOS;
        concealment.blend(bytes, offset, length);
        concealment.remember(bytes, offset, length);
        out.heard(bytes, offset, length);
    }

    /// Takes word that noise of this level in -dBov is all there is until sound comes again.
    void noise(int timestamp, int level, long now) {
        if (noisy) {
            noise.level(level);
            return;
        }
        fillUpTo(timestamp);
        noise.level(level);
        noisy = true;
        expected = timestamp;
        fillAt = now;
    }

    void tick(long now) {
        if (!passing || now - fillAt < 0) {
            return;
        }
        fillAt = now - fillAt > QUIET_NANOS ? now + FRAME_NANOS : fillAt + FRAME_NANOS;
        invent(FRAME);
    }

    /// Frames that were invented, silence and noise not counted.
    long concealed() {
        return concealed;
    }

    private void fillUpTo(int timestamp) {
        var gap = timestamp - expected;
        if (placed && gap > 0 && gap <= LARGEST_GAP) {
            for (int left = gap; left > 0; left -= FRAME) {
                invent(Math.min(left, FRAME));
            }
        }
        placed = true;
    }

    private void invent(int length) {
        if (noisy) {
            noise.fill(law, invented, 0, length);
        } else {
            concealed += concealment.faded() ? 0 : 1;
            concealment.conceal(invented, 0, length);
        }
        expected += length;
        out.heard(invented, 0, length);
    }
}
