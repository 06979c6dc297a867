package chorus.sip.dialog;

import chorus.sip.message.NameAddr;
import java.time.Duration;
import java.util.Optional;

/// What the far side is asked to call instead of us (RFC 3515).
///
/// @param to       the target; for a dialog that is to be replaced, [Dialog#asTarget] of it
/// @param by       on whose behalf (RFC 3892)
/// @param patience how long to wait for the outcome
public record Refer(NameAddr to, Optional<NameAddr> by, Duration patience) {
    public Refer {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("A transfer needs some patience, not " + patience + ".");
        }
    }
}
