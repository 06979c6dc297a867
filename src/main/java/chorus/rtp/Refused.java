package chorus.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Packets that were dropped unheard, by what was wrong with them.
///
/// @param foreign     from another source, or of another stream, than the peer's
/// @param unexpected  with a payload type that was not agreed, or broken
/// @param unauthentic not sealed with the peer's key, or replayed
/// @param wild        far off in their sequence numbers
/// @param lastForeign where the last foreign one came from
public record Refused(
        long foreign, long unexpected, long unauthentic, long wild, Optional<InetSocketAddress> lastForeign) {
    static final Refused NONE = new Refused(0, 0, 0, 0, Optional.empty());

    public long total() {
        return foreign + unexpected + unauthentic + wild;
    }
}
