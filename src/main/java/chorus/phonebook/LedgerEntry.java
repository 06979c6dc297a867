package chorus.phonebook;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/// One change of a balance.
///
/// @param amount       what was added; negative for what was spent
/// @param balanceAfter the balance it left
public record LedgerEntry(
        UUID id,
        UUID organizationId,
        BigDecimal amount,
        String currency,
        BigDecimal balanceAfter,
        String note,
        Instant createdAt) {}
