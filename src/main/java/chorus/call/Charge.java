package chorus.call;

import java.math.BigDecimal;

/// What an answered call costs its organization.
///
/// @param amount never negative
/// @param note   for the ledger, such as `2 min 5 s to +14155550123 at 0.02 USD a minute`
public record Charge(BigDecimal amount, String note) {
    public Charge {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("A charge is 0 or more, not " + amount.toPlainString() + ".");
        }
    }
}
