package chorus.switchboard;

import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.Direction;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.TestCalls;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Decides whether a line's test may call the extension that sends back what it hears: admission, destination and a
/// place, as of a dialled call. It has no record, so what is decided is told to the test alone.
final class LoopClearance implements TestCalls {
    private static final Destinations DESTINATIONS = new Destinations();

    private final Desk desk;

    LoopClearance(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Optional<Refusal> refusal(PhoneNumber number, String to) {
        return switch (decide(number, to, new DecisionTrace(desk.clock()))) {
            case Admission.Verdict.Refused(var refusal) -> Optional.of(refusal);
            case Admission.Verdict.Admitted _ -> Optional.empty();
        };
    }

    @Override
    public Start begin(PhoneNumber number, String to) {
        var trace = new DecisionTrace(desk.clock());
        return switch (decide(number, to, trace)) {
            case Admission.Verdict.Refused(var refusal) -> new Start.Refused(refusal);
            case Admission.Verdict.Admitted(var listing) -> begin(listing, to, trace);
        };
    }

    private Start begin(Listing listing, String to, DecisionTrace trace) {
        return switch (desk.live().take(call(listing.number(), to, trace), listing, trace)) {
            case LiveCalls.Place.Full() -> new Start.Refused(Refusal.TOO_MANY_CALLS);
            case LiveCalls.Place.Taken(var live) ->
                new Start.Begun(
                        user -> DESTINATIONS.mayReach(listing.number(), listing.organization(), user), live::close);
        };
    }

    private Admission.Verdict decide(PhoneNumber number, String to, DecisionTrace trace) {
        return switch (desk.admission().decide(number, trace)) {
            case Admission.Verdict.Refused refused -> refused;
            case Admission.Verdict.Admitted admitted ->
                DESTINATIONS
                        .refusal(admitted.listing().number(), admitted.listing().organization(), to, trace)
                        .<Admission.Verdict>map(Admission.Verdict.Refused::new)
                        .orElse(admitted);
        };
    }

    private static Call call(PhoneNumber number, String to, DecisionTrace trace) {
        var id = UUID.randomUUID();
        return new Call(
                id,
                number.organizationId(),
                Optional.of(number.id()),
                Optional.empty(),
                "CA" + id.toString().replace("-", ""),
                number.trunk().provider(),
                Direction.OUTBOUND,
                to,
                number.number(),
                Map.of(),
                Map.of(),
                trace.began());
    }
}
