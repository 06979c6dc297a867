package chorus.phonebook;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// The agents of this instance.
public interface Agents {
    Agent add(Agent agent);

    Optional<Agent> find(UUID organizationId, UUID id);

    Page<Agent> list(UUID organizationId, int limit, int offset);

    /// Replaces the agent with the same id, provided its `updatedAt` is still `unchangedSince`; empty when it is gone
    /// or
    /// was changed meanwhile.
    Optional<Agent> replace(Agent agent, Instant unchangedSince);

    Removal remove(UUID organizationId, UUID id);

    /// What became of a removal.
    sealed interface Removal {
        record Removed() implements Removal {}

        record NotFound() implements Removal {}

        /// Numbers still point at the agent, so it stays.
        record StillAssigned(int numbers) implements Removal {}
    }
}
