package chorus.switchboard;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.Call;
import chorus.call.DecisionTrace;
import chorus.call.Direction;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.Dialling;
import chorus.provider.Leg;
import chorus.provider.OutgoingCall;
import chorus.provider.OutgoingCall.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The call to a transfer's target that we make ourselves, over the number whose call is handed over. It has a record
/// of its own, which names its parent, and a place and a price like any other call.
final class SecondLeg {
    private static final Destinations DESTINATIONS = new Destinations();

    /// Nobody before it, it waits for the line's pace alone: a second, and one more for each that is handed over just
    /// then.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final LogEntry entry;
    private final LiveCall live;
    private final Listing listing;
    private final OutgoingCall outgoing;
    private final Turn turn;
    private boolean over;

    sealed interface Start {
        record Ready(SecondLeg leg) implements Start {}

        record Impossible(String why) implements Start {}
    }

    sealed interface Answer {
        record Answered(Leg leg) implements Answer {}

        /// Its record is written.
        record None(String why) implements Answer {}
    }

    private SecondLeg(LogEntry entry, LiveCall live, Listing listing, OutgoingCall outgoing, Turn turn) {
        this.entry = entry;
        this.live = live;
        this.listing = listing;
        this.outgoing = outgoing;
        this.turn = turn;
    }

    /// Gets a call ready, on the media loop of its parent.
    static Start prepare(Desk desk, Call parent, Listing listing, MediaLoop loop, String to) {
        var trace = new DecisionTrace(desk.clock());
        var child = child(parent, listing, trace, to);
        var entry = new LogEntry(desk.log(), desk.clock(), child, trace);
        var dialling = new Dialling(
                child.id(),
                child.callSid(),
                listing.number(),
                to,
                Map.of(),
                trace,
                false,
                user -> DESTINATIONS.mayReach(listing.number(), listing.organization(), user),
                Optional.of(loop));
        return switch (desk.live().take(child, listing, trace)) {
            case LiveCalls.Place.Full _ -> {
                entry.ended(Refusal.TOO_MANY_CALLS);
                yield new Start.Impossible(Refusal.TOO_MANY_CALLS.sentence());
            }
            case LiveCalls.Place.Taken(var live) ->
                desk.providers()
                        .carrying(listing.number().trunk())
                        .flatMap(provider -> provider.outgoing(dialling))
                        .<Start>map(outgoing -> new Start.Ready(
                                new SecondLeg(entry, live, listing, outgoing, turn(desk, listing, live))))
                        .orElseGet(() -> {
                            live.close();
                            entry.ended(Refusal.PROVIDER_CANNOT_DIAL);
                            return new Start.Impossible(Refusal.PROVIDER_CANNOT_DIAL.sentence());
                        });
        };
    }

    /// Blocks until the target answers, or it is known that it does not.
    Answer dial() {
        try {
            entry.queued();
            live.whenWished(wish -> outgoing.cancel(unanswered(wish)));
            waitForItsTurn();
            return switch (outgoing.dial(AudioFormat.PCMU, entry::rings)) {
                case Outcome.NotAnswered(var ending, var detail, var answer) -> none(ending, detail, answer);
                case Outcome.Answered(var leg, var answer) -> answered(leg, answer);
            };
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /// Once somebody wants its end it does not wait, and dialling tells what has become of it.
    private void waitForItsTurn() {
        try (turn) {
            var number = listing.number();
            turn.await(LONGEST_WAIT, () -> {
                turn.begin(number.rules().callsPerSecond());
                return true;
            });
        }
    }

    private Answer none(Ending ending, String detail, Optional<NetworkAnswer> answer) {
        entry.networkAnswered(answer);
        entry.trace().refused("answer", "an answer", detail);
        over(ending);
        return new Answer.None(ending.sentence()
                + answer.map(words -> " The network said: " + words + ".").orElse(""));
    }

    private Answer answered(Leg leg, Optional<NetworkAnswer> answer) {
        entry.networkAnswered(answer);
        entry.trace().passed("answer", "an answer", leg.agreed());
        Tariff.of(listing).ifPresent(entry::costs);
        entry.answered(live);
        return new Answer.Answered(leg);
    }

    /// Its place is given back even where the log, which may be what failed, takes no last line.
    private void failed(RuntimeException cause) {
        try {
            over(EndReason.INTERNAL_FAILURE);
        } catch (RuntimeException alsoThis) {
            cause.addSuppressed(alsoThis);
        }
    }

    /// Asks for its end, answered or not.
    void wish(EndReason wish) {
        live.end(wish);
    }

    LiveCall live() {
        return live;
    }

    DecisionTrace trace() {
        return entry.trace();
    }

    UUID id() {
        return entry.call().id();
    }

    /// Writes its last line and gives its place back; once.
    synchronized void over(Ending ending) {
        if (!over) {
            over = true;
            live.close();
            entry.ended(ending);
        }
    }

    private static Turn turn(Desk desk, Listing listing, LiveCall live) {
        return desk.queues().joinFirst(desk.providers().line(listing.number()), live);
    }

    private static Ending unanswered(EndReason wish) {
        return wish == EndReason.CALLER_HUNG_UP ? EndReason.CALLER_CANCELED : OutboundCall.unanswered(wish);
    }

    private static Call child(Call parent, Listing listing, DecisionTrace trace, String to) {
        var id = UUID.randomUUID();
        return new Call(
                id,
                parent.organizationId(),
                parent.phoneNumberId(),
                parent.agentId(),
                "CA" + id.toString().replace("-", ""),
                listing.number().trunk().provider(),
                Direction.OUTBOUND,
                to,
                listing.number().number(),
                Map.of(),
                Map.of(),
                trace.began(),
                Optional.of(parent.id()));
    }
}
