package chorus.rtp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Learns where the peer's reports come from, as [SourceLatch] does for its sound: from the first one of the stream
/// that is heard, for one second, and then not before the next offer or answer.
///
/// Owned by the media loop of the call; knows the time only as `now`.
final class ReportLatch {
    private final SourceLatch sound;
    private @Nullable InetSocketAddress latched;
    private boolean heard;
    private long closesAt;

    ReportLatch(SourceLatch sound) {
        this.sound = sound;
    }

    /// Opens the window anew.
    void reopen() {
        heard = false;
    }

    /// Whether a report from there is the peer's.
    boolean admits(InetSocketAddress source, long now) {
        return sound.isPeer(source) && (isOpen(now) || source.equals(latched));
    }

    /// An admitted report told who sends it.
    void learn(InetSocketAddress source, int ssrc, long now) {
        if (!sound.latched() || ssrc != sound.ssrc() || !isOpen(now)) {
            return;
        }
        if (!heard) {
            heard = true;
            closesAt = now + SourceLatch.WINDOW_NANOS;
        }
        latched = source;
    }

    /// Where to report to: where reports come from, otherwise one port above the sound (RFC 3550 §11).
    @Nullable
    InetSocketAddress target() {
        var rtp = sound.target();
        var source = latched;
        if (source != null && source.getAddress().equals(rtp.getAddress())) {
            return source;
        }
        if (rtp.getPort() == 65_535 || rtp.getAddress().isAnyLocalAddress()) {
            return null;
        }
        return new InetSocketAddress(rtp.getAddress(), rtp.getPort() + 1);
    }

    private boolean isOpen(long now) {
        return !heard || now - closesAt < 0;
    }
}
