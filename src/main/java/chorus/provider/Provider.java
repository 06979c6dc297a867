package chorus.provider;

import chorus.call.Ladder;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Stranger;
import chorus.phonebook.Trunk;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/// A phone network, as the rest of the house sees it.
public interface Provider extends AutoCloseable {
    /// The API's `provider`, such as `sip`.
    String name();

    /// Whether numbers on this trunk can live here now.
    boolean carries(Trunk trunk);

    /// Asks the network whether a number that is about to be stored can be right: what it refuses for certain,
    /// field by field. Who cannot be asked has nothing against it. Blocks for some seconds.
    default List<FieldProblem> check(PhoneNumber number) {
        return List.of();
    }

    /// Begins to take calls.
    void start(IncomingCalls calls);

    /// Connects a number's line, or connects it anew with changed data.
    void attach(PhoneNumber number);

    /// Connects many lines at once, at the start.
    void attachAll(List<PhoneNumber> numbers);

    void detach(PhoneNumber number);

    /// Puts a line right that was changed at its network behind our back. Blocks for some seconds; its status
    /// then tells what came of it.
    ///
    /// @return false when its turn did not come, for its account is being set up all the time
    default boolean repair(PhoneNumber number) {
        attach(number);
        return true;
    }

    LineStatus status(PhoneNumber number);

    /// Where this provider sells numbers; empty when it sells none.
    default Optional<NumberShop> shop() {
        return Optional.empty();
    }

    /// Gets ready to place a call from a number that this provider carries; empty when it can only take calls.
    /// Holds nothing
    /// until it is dialled.
    Optional<OutgoingCall> outgoing(Dialling dialling);

    /// The line in which a number's calls wait to be placed, at its pace: its own, or one that it shares with others.
    default UUID line(PhoneNumber number) {
        return number.id();
    }

    /// Looks at a number's line as a telephone engineer would. Blocks for some seconds, or for a minute where the order
    /// is patient.
    ///
    /// @param calls decides about the call that the look may make
    List<Preflight.Step> test(PhoneNumber number, Preflight.Order order, TestCalls calls);

    /// The messages of a call that runs, or ran just now, as far as they came; empty where none are known.
    default Optional<Ladder> ladder(UUID callId) {
        return Optional.empty();
    }

    /// Those who were not let in lately, the last one first.
    default List<Stranger> strangers() {
        return List.of();
    }

    /// What would become of a message, had it come; empty where this provider has no messages to judge. Nothing is
    /// sent,
    /// kept or counted.
    ///
    /// @param visible whose numbers may be told of: all others are as if they were not here
    default Optional<DryArrival> dryRun(Specimen specimen, Predicate<PhoneNumber> visible) {
        return Optional.empty();
    }

    @Override
    void close();
}
