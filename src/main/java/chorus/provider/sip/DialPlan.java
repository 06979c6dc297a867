package chorus.provider.sip;

import chorus.phonebook.DialledNumber;
import chorus.phonebook.PhoneNumber;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The numbers that may be called from one place, found by what is dialled. Guarded by its owner's lock.
final class DialPlan {
    private static final Comparator<PhoneNumber> BY_AGE =
            Comparator.comparing(PhoneNumber::createdAt).thenComparing(PhoneNumber::id);

    private final NavigableSet<PhoneNumber> all = new TreeSet<>(BY_AGE);
    private final Map<String, NavigableSet<PhoneNumber>> byNumber = new HashMap<>();
    private final Map<UUID, Integer> owners = new HashMap<>();

    /// Adds a number, in the place of what it was before.
    void add(PhoneNumber number) {
        remove(number);
        all.add(number);
        byNumber.computeIfAbsent(number.number(), _ -> new TreeSet<>(BY_AGE)).add(number);
        owners.merge(number.organizationId(), 1, Integer::sum);
    }

    /// Removes a number, whatever it was before.
    void remove(PhoneNumber number) {
        var known = all.floor(number);
        if (known != null && BY_AGE.compare(known, number) == 0) {
            all.remove(known);
            byNumber.computeIfPresent(known.number(), (_, same) -> same.remove(known) && same.isEmpty() ? null : same);
            owners.computeIfPresent(known.organizationId(), (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    void forEach(Consumer<PhoneNumber> action) {
        all.forEach(action);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /// The oldest number that reads so.
    Optional<PhoneNumber> find(String form) {
        return Optional.ofNullable(byNumber.get(form)).map(NavigableSet::first);
    }

    /// The number that is the only one.
    Optional<PhoneNumber> lone() {
        return all.size() == 1 ? Optional.of(all.first()) : Optional.empty();
    }

    /// The oldest number of several plans that is meant by what was dialled; nearer forms before farther ones.
    static Optional<PhoneNumber> find(List<DialPlan> plans, String dialled) {
        return DialledNumber.of(dialled).forms().stream()
                .flatMap(form -> plans.stream().flatMap(plan -> plan.find(form).stream()))
                .findFirst();
    }

    Owners owners() {
        return new Owners(Set.copyOf(owners.keySet()), all.stream().findFirst());
    }

    /// Whose numbers may be called from a place.
    ///
    /// @param oldest one of the numbers; empty when there are none
    record Owners(Set<UUID> organizations, Optional<PhoneNumber> oldest) {
        static final Owners NOBODY = new Owners(Set.of(), Optional.empty());

        Owners and(Owners others) {
            var both = new HashSet<>(organizations);
            both.addAll(others.organizations);
            return new Owners(
                    Set.copyOf(both),
                    Stream.of(oldest, others.oldest).flatMap(Optional::stream).min(BY_AGE));
        }
    }
}
