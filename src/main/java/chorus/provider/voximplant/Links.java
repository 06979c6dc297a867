package chorus.provider.voximplant;

import chorus.phonebook.Installation;
import chorus.phonebook.Installation.Bound;
import chorus.phonebook.Installations;
import chorus.phonebook.VoximplantAccount;
import chorus.provider.voximplant.VoximplantOptions.Place;
import chorus.secret.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What is installed where, in memory and written through to the database. Safe to use from any thread; one
/// installation is changed in its account's lane only.
final class Links {
    private static final int KEY_BYTES = 32;

    private final Installations kept;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Installation> installations = new ConcurrentHashMap<>();
    private final Map<Name, Bound> numbers = new ConcurrentHashMap<>();

    private record Name(UUID installation, String number) {}

    Links(Installations kept, InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
        kept.all().forEach(one -> installations.put(one.id(), one));
        kept.bound().forEach(one -> numbers.put(new Name(one.installationId(), one.number()), one));
    }

    Optional<Installation> find(UUID id) {
        return Optional.ofNullable(installations.get(id));
    }

    Optional<Installation> at(Place place) {
        return installations.values().stream()
                .filter(one -> one.access().accountId().equals(place.account().accountId())
                        && one.application().equals(place.application()))
                .findFirst();
    }

    /// What is installed there, or the beginning of it, with a key of its own.
    Installation begun(Place place) {
        var known = at(place);
        if (known.isPresent()) {
            return known.get().access().equals(place.account())
                    ? known.get()
                    : keep(known.get().with(place.account()));
        }
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return keep(new Installation(
                UUID.randomUUID(),
                place.account(),
                place.application(),
                Secret.of(HexFormat.of().formatHex(key)),
                Map.of(),
                clock.instant()));
    }

    Installation keep(Installation installation) {
        kept.keep(installation);
        installations.put(installation.id(), installation);
        return installation;
    }

    Bound bound(Installation installation, UUID phoneNumberId, String number) {
        var known = numbers.get(new Name(installation.id(), number));
        return known != null && known.phoneNumberId().equals(phoneNumberId)
                ? known
                : keep(new Bound(installation.id(), phoneNumberId, number, known == null ? Map.of() : known.marks()));
    }

    Optional<Bound> bound(UUID installation, String number) {
        return Optional.ofNullable(numbers.get(new Name(installation, number)));
    }

    Bound keep(Bound number) {
        kept.keep(number);
        numbers.put(new Name(number.installationId(), number.number()), number);
        return number;
    }

    void forget(Bound number) {
        kept.forget(number);
        numbers.remove(new Name(number.installationId(), number.number()));
    }

    void forget(Installation installation) {
        kept.forget(installation.id());
        installations.remove(installation.id());
    }

    List<Installation> ofAccount(String accountId) {
        return installations.values().stream()
                .filter(one -> one.access().accountId().equals(accountId))
                .toList();
    }

    List<Bound> in(Installation installation) {
        return numbers.values().stream()
                .filter(one -> one.installationId().equals(installation.id()))
                .toList();
    }

    /// The accounts in which anything is installed.
    List<String> accounts() {
        return installations.values().stream()
                .map(Installation::access)
                .map(VoximplantAccount::accountId)
                .distinct()
                .toList();
    }
}
