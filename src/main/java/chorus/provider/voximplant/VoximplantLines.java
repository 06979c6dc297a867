package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import chorus.phonebook.Installation.Bound;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.voximplant.VoximplantOptions.Place;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The numbers attached here, and where each lives at Voximplant. Safe to use from any thread.
final class VoximplantLines {
    private final VoximplantOptions options;
    private final Map<UUID, PhoneNumber> byId = new ConcurrentHashMap<>();

    VoximplantLines(VoximplantOptions options) {
        this.options = options;
    }

    void attach(PhoneNumber number) {
        byId.put(number.id(), number);
    }

    void detach(UUID id) {
        byId.remove(id);
    }

    Optional<Place> place(PhoneNumber number) {
        return number.trunk() instanceof Trunk.Voximplant trunk ? options.place(trunk) : Optional.empty();
    }

    /// A number of an installation, by its digits. What others dialled is not looked for.
    Optional<PhoneNumber> find(Installation installation, String digits) {
        return byId.values().stream()
                .filter(number -> OwnedNumber.digits(number.number()).equals(OwnedNumber.digits(digits)))
                .filter(number -> isIn(number, installation))
                .findFirst();
    }

    /// Any number of an installation, to stand for its owner.
    Optional<PhoneNumber> anyOf(Installation installation) {
        return byId.values().stream()
                .filter(number -> isIn(number, installation))
                .findFirst();
    }

    /// Whether a number that was bound is wanted there no longer.
    boolean hasLeft(Installation installation, Bound bound) {
        var number = byId.get(bound.phoneNumberId());
        return number == null || !number.number().equals(bound.number()) || !isIn(number, installation);
    }

    private boolean isIn(PhoneNumber number, Installation installation) {
        return place(number)
                .filter(place ->
                        place.account().accountId().equals(installation.access().accountId())
                                && place.application().equals(installation.application()))
                .isPresent();
    }
}
