package chorus.switchboard;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.phonebook.PhoneNumbers.Listing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Decides whether a call to or from a number may be: the number still ours, its owner active and able to pay.
final class Admission {
    private static final List<Check> CHECKS = List.of(new OrganizationActive(), new BalanceSufficient());

    private final PhoneNumbers numbers;
    private final AtomicBoolean draining = new AtomicBoolean();

    Admission(PhoneNumbers numbers) {
        this.numbers = numbers;
    }

    /// From now on every new call is refused.
    void drain() {
        draining.set(true);
    }

    Verdict decide(PhoneNumber number, DecisionTrace trace) {
        if (draining.get()) {
            trace.refused("taking calls", "a running server", "the server is shutting down");
            return new Verdict.Refused(Refusal.SHUTTING_DOWN);
        }
        var listing = numbers.lookUp(number);
        if (listing.isEmpty()) {
            trace.refused("number known", number.number(), "no longer in the phonebook");
            return new Verdict.Refused(Refusal.NUMBER_REMOVED);
        }
        trace.passed(
                "number known",
                number.number(),
                "belongs to " + listing.get().organization().name());
        return firstRefusal(listing.get(), trace)
                .<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> new Verdict.Admitted(listing.get()));
    }

    private static Optional<Refusal> firstRefusal(Listing listing, DecisionTrace trace) {
        for (var check : CHECKS) {
            var finding = check.look(listing);
            finding.tell(trace);
            if (finding.refusal().isPresent()) {
                return finding.refusal();
            }
        }
        return Optional.empty();
    }

    sealed interface Verdict {
        record Admitted(Listing listing) implements Verdict {}

        record Refused(Refusal refusal) implements Verdict {}
    }
}
