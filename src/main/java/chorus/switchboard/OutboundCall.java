package chorus.switchboard;

import chorus.call.DecisionTrace;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.Refusal;
import chorus.call.Step;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers;
import chorus.switchboard.CallControl.Order;
import java.time.Duration;
import java.util.Optional;

/// One outbound call on its way: its turn → a place → a second look → [Ringing] → conversation.
///
/// Runs on the call's own virtual thread.
final class OutboundCall {
    /// How long a call may wait for its turn.
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Desk desk;
    private final PhoneNumbers numbers;
    private final Clearance clearance;
    private final Order order;
    private final PhoneNumber number;
    private final LogEntry entry;
    private final LiveCall live;
    private final Turn turn;
    private Optional<String> crowded = Optional.empty();

    OutboundCall(
            Desk desk,
            PhoneNumbers numbers,
            Clearance clearance,
            Order order,
            PhoneNumber number,
            LogEntry entry,
            LiveCall live,
            Turn turn) {
        this.desk = desk;
        this.numbers = numbers;
        this.clearance = clearance;
        this.order = order;
        this.number = number;
        this.entry = entry;
        this.live = live;
        this.turn = turn;
    }

    /// Returns when the call is over.
    Ending run() {
        try (live;
                turn) {
            var since = desk.clock().instant();
            if (!turn.await(LONGEST_WAIT, this::takePlace)) {
                return live.wished().map(OutboundCall::unanswered).orElseGet(this::waitedTooLong);
            }
            var waited = Duration.between(since, desk.clock().instant());
            entry.trace()
                    .passed("its turn", "the number's pace and a free place", "after " + waited.toMillis() + " ms");
            return lookAgain();
        }
    }

    /// A number that is gone needs no place: the second look refuses the call.
    private boolean takePlace() {
        var listing = numbers.lookUp(number.id());
        var full = listing.flatMap(now -> desk.live().place(live, now));
        if (full.isPresent() && crowded.isEmpty()) {
            entry.trace().noted("waits for a place", full.get());
            crowded = full;
        }
        if (full.isEmpty()) {
            turn.begin(listing.map(now -> now.number().rules().callsPerSecond()).orElse(1));
        }
        return full.isEmpty();
    }

    /// What held when the call was ordered may hold no more: the balance, the agent, the server.
    private Ending lookAgain() {
        var decisions = new DecisionTrace(desk.clock());
        return switch (clearance.decide(order, number, entry.call(), decisions, entry.trace())) {
            case Clearance.Verdict.Refused(var refusal) -> {
                decisions.steps().stream()
                        .filter(step -> step.verdict() == Step.Verdict.REFUSED)
                        .forEach(step -> entry.trace().refused(step.check(), step.against(), step.found()));
                yield refusal;
            }
            case Clearance.Verdict.Cleared cleared -> {
                entry.trace().passed("second look", "all that was checked before", "still holds");
                yield new Ringing(desk, cleared, entry, live).run();
            }
        };
    }

    private Ending waitedTooLong() {
        entry.trace().refused("its turn", "within " + LONGEST_WAIT.toMinutes() + " min", "still waiting");
        return Refusal.TOO_MANY_CALLS;
    }

    /// How a call ends that somebody wants to end before it is answered.
    static Ending unanswered(EndReason wish) {
        return wish == EndReason.SHUT_DOWN ? Refusal.SHUTTING_DOWN : EndReason.OUTBOUND_CANCELED;
    }
}
