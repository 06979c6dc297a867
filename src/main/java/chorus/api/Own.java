package chorus.api;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import java.util.List;

/// The numbers that a key may be told of: those of its organization; all of them with the operator's.
final class Own {
    static final int MOST = 10_000;

    private Own() {}

    static List<PhoneNumber> of(Request request, PhoneNumbers numbers) {
        return request.caller().operator()
                ? numbers.all()
                : numbers.list(request.organization(), MOST, 0).items();
    }
}
