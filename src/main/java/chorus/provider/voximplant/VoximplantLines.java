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
    private final Map<String, PhoneNumber> byDigits = new ConcurrentHashMap<>();

    VoximplantLines(VoximplantOptions options) {
        this.options = options;
    }

    void attach(PhoneNumber number) {
        var before = byId.put(number.id(), number);
        if (before != null && !before.number().equals(number.number())) {
            byDigits.remove(OwnedNumber.digits(before.number()), before);
        }
        byDigits.put(OwnedNumber.digits(number.number()), number);
    }

    void detach(UUID id) {
        var before = byId.remove(id);
        if (before != null) {
            byDigits.remove(OwnedNumber.digits(before.number()), before);
        }
    }

    Optional<Place> place(PhoneNumber number) {
        return number.trunk() instanceof Trunk.Voximplant trunk ? options.place(trunk) : Optional.empty();
    }

    /// A number of an installation; one of another installation is not found. A number is connected once for each
    /// provider, so its digits name it.
    Optional<PhoneNumber> find(Installation installation, String dialled) {
        return Optional.ofNullable(byDigits.get(OwnedNumber.digits(dialled)))
                .filter(number -> isIn(number, installation));
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
