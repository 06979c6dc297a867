package chorus.rtp;

import java.util.Arrays;

/// A replay window for each stream of a peer. Streams beyond the bound are refused until the key changes: to forget an
/// old one would let it be replayed.
final class ReplayWindows {
    static final int MOST = 32;

    private int[] ssrcs = new int[2];
    private ReplayWindow[] windows = {new ReplayWindow(), new ReplayWindow()};
    private int count;

    /// The window of this stream, or an empty one, which is kept only by [#mark].
    ReplayWindow of(int ssrc) {
        for (var i = 0; i < count; i++) {
            if (ssrcs[i] == ssrc) {
                return windows[i];
            }
        }
        return windows[count];
    }

    /// Whether this window's stream is known, or one more is allowed.
    boolean mayTake(ReplayWindow window) {
        return count < MOST || window != windows[count];
    }

    /// Marks an authentic packet of this stream.
    void mark(ReplayWindow window, int ssrc, long index) {
        window.mark(index);
        if (window == windows[count]) {
            ssrcs[count++] = ssrc;
            if (count == ssrcs.length) {
                ssrcs = Arrays.copyOf(ssrcs, count + 1);
                windows = Arrays.copyOf(windows, count + 1);
                windows[count] = new ReplayWindow();
            }
        }
    }
}
