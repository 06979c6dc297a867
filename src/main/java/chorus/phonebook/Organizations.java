package chorus.phonebook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The organizations of this instance.
public interface Organizations {
    /// @param maxConcurrentCalls absent: the instance's default
    Organization create(
            String name, Balance balance, Optional<Integer> maxConcurrentCalls, List<String> allowedDestinations);

    /// One that may dial its own countries only.
    default Organization create(String name, Balance balance, Optional<Integer> maxConcurrentCalls) {
        return create(name, balance, maxConcurrentCalls, List.of());
    }

    Optional<Organization> find(UUID id);

    /// Oldest first.
    Page<Organization> list(int limit, int offset);

    /// Absent parts stay as they are.
    Optional<Organization> update(
            UUID id,
            Optional<String> name,
            Optional<Boolean> active,
            Optional<Balance> balance,
            Optional<Integer> max,
            Optional<List<String>> allowedDestinations);

    /// Sets what calls cost on the organization's numbers that have no price of their own.
    Optional<Organization> charge(UUID id, BigDecimal pricePerMinute);

    /// Adds to a balance and writes the ledger in one transaction. The entry is empty when there is no such
    /// organization or its balance is unlimited or of another currency; the same `idempotencyKey` credits once.
    Optional<LedgerEntry> credit(
            UUID id, BigDecimal amount, String currency, String note, Optional<String> idempotencyKey);

    /// Newest first.
    Page<LedgerEntry> ledger(UUID id, int limit, int offset);
}
