package chorus.provider;

import chorus.call.Refusal;
import chorus.call.Step;
import chorus.phonebook.PhoneNumber;
import java.util.List;
import java.util.Optional;

/// What a provider would do with a message, found out without doing it.
public sealed interface DryArrival {
    /// It would be offered to the switchboard.
    ///
    /// @param sound what would come of answering it
    record Offered(Arrival arrival, PhoneNumber number, Sound sound) implements DryArrival {}

    /// A proven source would be turned away at the door.
    ///
    /// @param line as of [IncomingCalls#turnedAway]
    record TurnedAway(Arrival arrival, PhoneNumber line, Refusal refusal) implements DryArrival {}

    /// Nobody would hear it.
    ///
    /// @param dialled who is meant; empty when that cannot be read
    record Unheard(String dialled, List<Step> trace) implements DryArrival {
        public Unheard {
            trace = List.copyOf(trace);
        }
    }

    /// What both sides would agree on.
    ///
    /// @param refusal why they would not
    /// @param found   the agreement, or what stands against it
    record Sound(Optional<Refusal> refusal, String found) {}
}
