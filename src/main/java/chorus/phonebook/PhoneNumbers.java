package chorus.phonebook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The numbers connected to this instance.
public interface PhoneNumbers {
    /// The number as stored, or the conflict that kept it out.
    Stored add(PhoneNumber number);

    Optional<PhoneNumber> find(UUID organizationId, UUID id);

    Page<PhoneNumber> list(UUID organizationId, int limit, int offset);

    /// Replaces the number with the same id, provided its `updatedAt` is still `unchangedSince`; empty when it is gone
    /// or was changed meanwhile.
    Optional<Stored> replace(PhoneNumber number, Instant unchangedSince);

    /// The removed number, so that its line can be detached.
    Optional<PhoneNumber> remove(UUID organizationId, UUID id);

    /// Whose these numbers are; those that are gone are left out.
    Map<UUID, UUID> owners(Collection<UUID> ids);

    /// Every number of every organization, for the providers at start.
    List<PhoneNumber> all();

    /// What a call to this number needs to know, in one look: empty when the number is gone.
    Optional<Listing> lookUp(UUID id);

    /// The same for a number at hand. A browser's is in no phonebook, and there as long as its agent is.
    default Optional<Listing> lookUp(PhoneNumber number) {
        return lookUp(number.id());
    }

    sealed interface Stored {
        record Saved(PhoneNumber number) implements Stored {}

        /// The number is taken, or its agent does not exist.
        record Refused(FieldProblem problem, boolean conflict) implements Stored {}
    }

    /// A number with its owner and its agent.
    record Listing(PhoneNumber number, Organization organization, Optional<Agent> agent) {}
}
