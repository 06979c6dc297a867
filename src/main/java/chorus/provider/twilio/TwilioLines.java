package chorus.provider.twilio;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The numbers attached here, by what a webhook says of them. Safe to use from any thread.
final class TwilioLines {
    private final Map<UUID, PhoneNumber> byId = new ConcurrentHashMap<>();
    private final Map<String, PhoneNumber> byNumber = new ConcurrentHashMap<>();

    void attach(PhoneNumber number) {
        var before = byId.put(number.id(), number);
        if (before != null && !before.number().equals(number.number())) {
            byNumber.remove(before.number(), before);
        }
        byNumber.put(number.number(), number);
    }

    void detach(UUID id) {
        var before = byId.remove(id);
        if (before != null) {
            byNumber.remove(before.number(), before);
        }
    }

    Optional<PhoneNumber> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    Stream<PhoneNumber> ofAccount(String accountSid) {
        return byId.values().stream()
                .filter(number -> number.trunk() instanceof Trunk.Twilio trunk
                        && trunk.accountSid().equals(accountSid));
    }

    /// The tokens that the numbers of an account have, each once however many have it.
    List<Secret> tokens(String accountSid) {
        return ofAccount(accountSid).flatMap(TwilioLines::tokens).distinct().toList();
    }

    /// That of a number's account, and the other one while two change places.
    static Stream<Secret> tokens(PhoneNumber number) {
        var trunk = (Trunk.Twilio) number.trunk();
        return Stream.concat(Stream.of(trunk.authToken()), trunk.secondaryAuthToken().stream());
    }

    /// A number is connected once for each provider, so its E.164 names it.
    Optional<PhoneNumber> find(String e164) {
        return Optional.ofNullable(byNumber.get(e164));
    }
}
