package chorus.call;

import java.math.BigDecimal;
import java.util.UUID;

/// Where is written what a phone network charged for calls. It may become known long after the end of a call.
public interface NetworkCosts {
    /// @param amount in the currency of the account there; never negative
    void charged(UUID callId, BigDecimal amount);
}
