package chorus.phonebook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The looks at lines that were taken, and those that are to be repeated.
public interface Preflights {
    /// Keeps a look; of each number the latest hundred are kept.
    void add(Preflight look);

    /// Newest first.
    Page<Preflight> list(UUID numberId, int limit, int offset);

    Optional<Preflight.Schedule> schedule(UUID numberId);

    /// Replaces a number's schedule; empty: none from now on.
    void schedule(UUID numberId, Optional<Preflight.Schedule> schedule, Instant first);

    /// Takes what is due, and moves each on by its interval: no other node takes it too.
    List<Due> takeDue(Instant now, int most);

    /// @param numberId whose line is to be looked at
    record Due(UUID organizationId, UUID numberId, Preflight.Order order) {}
}
