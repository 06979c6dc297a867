package chorus.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts what was not let in, by what was wrong with it. Owned by the media loop of the call.
final class Strangers {
    private long foreign;
    private long unexpected;
    private long unauthentic;
    private @Nullable InetSocketAddress lastForeign;

    /// It came from elsewhere, or is another's stream.
    void foreign(InetSocketAddress source) {
        foreign++;
        lastForeign = source;
    }

    /// It has a payload type that nobody agreed on, or no shape at all.
    void unexpected() {
        unexpected++;
    }

    /// It is not sealed with the peer's key, or has come before.
    void unauthentic() {
        unauthentic++;
    }

    Refused soFar(long wild) {
        return new Refused(foreign, unexpected, unauthentic, wild, Optional.ofNullable(lastForeign));
    }
}
