package chorus.fake;

import chorus.phonebook.Page;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// A phonebook with one listing, which the test may change.
public final class PaperNumbers implements PhoneNumbers {
    private volatile Optional<Listing> listing;

    public PaperNumbers(Listing listing) {
        this.listing = Optional.of(listing);
    }

    public void becomes(Listing changed) {
        listing = Optional.of(changed);
    }

    public void removeAll() {
        listing = Optional.empty();
    }

    @Override
    public Optional<PhoneNumber> find(UUID organizationId, UUID id) {
        return lookUp(id)
                .map(Listing::number)
                .filter(number -> number.organizationId().equals(organizationId));
    }

    @Override
    public Optional<Listing> lookUp(UUID id) {
        return listing.filter(known -> known.number().id().equals(id));
    }

    @Override
    public Map<UUID, UUID> owners(Collection<UUID> ids) {
        return listing.map(Listing::number).filter(number -> ids.contains(number.id())).stream()
                .collect(Collectors.toMap(PhoneNumber::id, PhoneNumber::organizationId));
    }

    @Override
    public List<PhoneNumber> all() {
        return listing.map(Listing::number).stream().toList();
    }

    @Override
    public Stored add(PhoneNumber number) {
        throw new UnsupportedOperationException("Nobody writes here.");
    }

    @Override
    public Page<PhoneNumber> list(UUID organizationId, int limit, int offset) {
        throw new UnsupportedOperationException("Nobody lists here.");
    }

    @Override
    public Optional<Stored> replace(PhoneNumber number, java.time.Instant unchangedSince) {
        throw new UnsupportedOperationException("Nobody writes here.");
    }

    @Override
    public Optional<PhoneNumber> remove(UUID organizationId, UUID id) {
        throw new UnsupportedOperationException("Nobody writes here.");
    }
}
