package chorus.provider.sip;

import chorus.phonebook.DialledNumber;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.TypingError;
import java.util.Collection;
import java.util.Optional;

/// The number that was probably meant where another was dialled.
final class NearestNumber {
    private NearestNumber() {}

    /// One that is written in another way, or else is one typing error away.
    static Optional<PhoneNumber> to(String dialled, Collection<PhoneNumber> numbers) {
        var meant = DialledNumber.of(dialled);
        return numbers.stream()
                .filter(number -> meant.isLike(number.number()))
                .findFirst()
                .or(() -> numbers.stream()
                        .filter(number ->
                                meant.forms().stream().anyMatch(form -> TypingError.isBetween(form, number.number())))
                        .findFirst());
    }
}
