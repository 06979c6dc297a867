package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Refusal;
import chorus.call.Transfer;
import chorus.call.TransferStatus;
import chorus.call.TransferType;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import chorus.switchboard.CallControl.Ordering;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands the far side of one conversation to somebody else: by the network where it does that, by a second leg of our
/// own where it does not. One transfer at a time; one that fails leaves the conversation as it was.
final class Handover implements InCall {
    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);
    private static final Destinations DESTINATIONS = new Destinations();
    private static final String CHECK = "transfer";
    private static final String CONNECTED = "The network connected them.";

    /// Ends of a conversation that do not end the call.
    private static final Set<EndReason> FAR_SIDE_STAYS =
            EnumSet.of(EndReason.TRANSFERRED, EndReason.AGENT_HUNG_UP, EndReason.AGENT_LOST);

    private final Ways ways;
    private final Leg leg;
    private final AgentStream stream;
    private final LogEntry entry;
    private final Consumer<Conclusion> conclude;

    // Guarded by this.
    private CompletableFuture<Optional<Conclusion>> outcome = CompletableFuture.completedFuture(Optional.empty());
    private Optional<SecondLeg> dialling = Optional.empty();
    private Optional<Joined> joined = Optional.empty();
    private boolean closed;
    private boolean abandoned;

    /// What a handover takes beside the two sides.
    ///
    /// @param loop where the call's sound lives
    record Ways(Desk desk, Listing listing, MediaLoop loop) {}

    /// The target's answered leg, to be joined to ours.
    record Joined(SecondLeg call, Leg leg) {}

    private sealed interface Result {
        /// The far side is in other hands, or will be with the second leg.
        record Done(String how) implements Result {}

        record Failed(String why) implements Result {}
    }

    /// @param conclude told when the conversation is over by this
    Handover(Ways ways, Leg leg, AgentStream stream, LogEntry entry, Consumer<Conclusion> conclude) {
        this.ways = ways;
        this.leg = leg;
        this.stream = stream;
        this.entry = entry;
        this.conclude = conclude;
    }

    /// The agent wants a transfer, and is told what comes of it. Does not block.
    void wish(String to, TransferType type) {
        Thread.startVirtualThread(() -> {
            switch (transfer(to, type)) {
                case Ordering.Ordered() -> {}
                case Ordering.Barred(var refusal) -> tell(TransferStatus.FAILED, refusal.sentence());
                case Ordering.Impossible(var why) -> tell(TransferStatus.FAILED, why);
            }
        });
    }

    @Override
    public Ordering transfer(String to, TransferType type) {
        var mine = new CompletableFuture<Optional<Conclusion>>();
        synchronized (this) {
            if (closed || !outcome.isDone()) {
                return new Ordering.Impossible(
                        closed ? "The conversation is over." : "Another transfer of this call is under way.");
            }
            outcome = mine;
        }
        var begun = false;
        try {
            var ordering = begin(to, type, mine);
            begun = ordering instanceof Ordering.Ordered;
            return ordering;
        } finally {
            if (!begun) {
                mine.complete(Optional.empty());
            }
        }
    }

    @Override
    public void sendDigits(String digits) {
        leg.onLoop(() -> leg.sendDigits(digits));
    }

    /// The conversation is over. Unless the agent left, or the transfer is what ended it, nobody is left to be handed
    /// over. Does not block.
    synchronized void over(EndReason reason) {
        closed = true;
        if (!FAR_SIDE_STAYS.contains(reason)) {
            abandon();
        }
    }

    /// The conversation is over, but perhaps not the transfer: a far side that hung up may have been handed over just
    /// so, and an agent that left may have left the rest to us. Blocks until that is known.
    ///
    /// @return how it is over after all
    Conclusion settled(Conclusion how, LiveCall live) {
        over(how.reason());
        return switch (how.reason()) {
            case CALLER_HUNG_UP, CALLEE_HUNG_UP -> Soon.of(pending()).orElse(how);
            case AGENT_HUNG_UP, AGENT_LOST -> alone(pending(), live).orElse(how);
            default -> how;
        };
    }

    private synchronized CompletableFuture<Optional<Conclusion>> pending() {
        return outcome;
    }

    /// The leg that goes on with ours.
    synchronized Optional<Joined> joined() {
        return joined;
    }

    private Ordering begin(String to, TransferType type, CompletableFuture<Optional<Conclusion>> mine) {
        return switch (ways.desk().admission().decide(ways.listing().number(), entry.trace())) {
            case Admission.Verdict.Refused(var refusal) -> new Ordering.Barred(refusal);
            case Admission.Verdict.Admitted(var listing) -> {
                var barred = DESTINATIONS.refusal(listing.number(), listing.organization(), to, entry.trace());
                if (barred.isPresent()) {
                    yield new Ordering.Barred(barred.get());
                }
                entry.trace().noted(CHECK, type.code() + " to " + to);
                entry.transferred(new Transfer(type, TransferStatus.INITIATED));
                Thread.ofVirtual().name("transfer-" + entry.call().id()).start(() -> run(listing, to, type, mine));
                yield new Ordering.Ordered();
            }
        };
    }

    private void run(Listing listing, String to, TransferType type, CompletableFuture<Optional<Conclusion>> mine) {
        Result result;
        try {
            result = attempt(listing, to, type);
        } catch (RuntimeException e) {
            LOG.error("a transfer of call {} failed inside", entry.call().id(), e);
            result = new Result.Failed(Refusal.INTERNAL_ERROR.sentence());
        }
        switch (result) {
            case Result.Failed(var why) -> {
                entry.trace().noted(CHECK + " failed", why);
                entry.transferred(new Transfer(type, TransferStatus.FAILED));
                tell(TransferStatus.FAILED, why);
                mine.complete(Optional.empty());
            }
            case Result.Done(var detail) -> {
                entry.trace().noted(CHECK + " completed", detail);
                entry.transferred(new Transfer(type, TransferStatus.COMPLETED));
                tell(TransferStatus.COMPLETED, detail);
                var conclusion = new Conclusion(EndReason.TRANSFERRED, detail);
                mine.complete(Optional.of(conclusion));
                conclude.accept(conclusion);
            }
        }
    }

    private Result attempt(Listing listing, String to, TransferType type) {
        return switch (type) {
            case BLIND ->
                switch (leg.transfer(new TransferTarget.Dialled(to))) {
                    case TransferOutcome.Transferred() -> new Result.Done(CONNECTED);
                    case TransferOutcome.Failed(var status, var phrase) ->
                        new Result.Failed("The target answered " + status + " " + phrase + ".");
                    case TransferOutcome.TimedOut(var why) -> new Result.Failed(why);
                    case TransferOutcome.Refused(var status, var phrase) ->
                        call(listing, to, type, "The network refused it with " + status + " " + phrase + ".");
                    case TransferOutcome.NotSupported(var why) -> call(listing, to, type, why);
                };
            case ATTENDED -> call(listing, to, type, "The target is called before anybody is connected.");
        };
    }

    /// Calls the target ourselves.
    private Result call(Listing listing, String to, TransferType type, String why) {
        entry.trace().noted(CHECK + " by a call of our own", why);
        return switch (SecondLeg.prepare(ways.desk(), entry.call(), listing, ways.loop(), to)) {
            case SecondLeg.Start.Impossible(var problem) -> new Result.Failed(problem);
            case SecondLeg.Start.Ready(var second) -> {
                entry.trace().noted("second call", second.id().toString());
                yield dial(second, type);
            }
        };
    }

    private Result dial(SecondLeg second, TransferType type) {
        if (!keep(second)) {
            second.wish(EndReason.CALLER_HUNG_UP);
        }
        return switch (second.dial()) {
            case SecondLeg.Answer.None(var why) -> new Result.Failed(why);
            case SecondLeg.Answer.Answered(var other) -> {
                try {
                    yield answered(second, other, type);
                } catch (RuntimeException e) {
                    other.hangUp();
                    second.over(EndReason.INTERNAL_FAILURE);
                    throw e;
                }
            }
        };
    }

    private Result answered(SecondLeg second, Leg other, TransferType type) {
        if (type == TransferType.BLIND || second.live().wished().isPresent()) {
            return join(second, other);
        }
        var told = new Consultation(leg, other).ask();
        if (told.asked() instanceof TransferOutcome.Transferred) {
            other.hangUp();
            second.over(EndReason.TRANSFERRED);
            return new Result.Done(CONNECTED);
        }
        entry.trace().noted(CHECK + " by the network", "It did not connect them: " + told.asked() + ".");
        return told.hungUp()
                .map(reason -> letGo(second, other, reason, "The target hung up before they were connected."))
                .orElseGet(() -> join(second, other));
    }

    /// Whoever ends the call from now on ends both legs.
    private synchronized Result join(SecondLeg second, Leg other) {
        var wished = second.live().wished();
        if (abandoned || wished.isPresent()) {
            var why = wished.orElse(EndReason.CALLER_HUNG_UP);
            return letGo(second, other, why, "The call was over before they were connected.");
        }
        joined = Optional.of(new Joined(second, other));
        return new Result.Done("The target answered, and its sound is joined to the call's here.");
    }

    /// The target is let go.
    private static Result letGo(SecondLeg second, Leg other, EndReason reason, String why) {
        other.hangUp();
        second.over(reason);
        return new Result.Failed(why);
    }

    private synchronized boolean keep(SecondLeg second) {
        dialling = Optional.of(second);
        return !abandoned;
    }

    /// Nobody is left to hand over.
    private synchronized void abandon() {
        abandoned = true;
        dialling.ifPresent(second -> second.wish(EndReason.CALLER_HUNG_UP));
    }

    /// The agent has left while the transfer runs: then the far side waits for its outcome alone.
    private Optional<Conclusion> alone(CompletableFuture<Optional<Conclusion>> pending, LiveCall live) {
        var gone = new CompletableFuture<Optional<Conclusion>>();
        leg.onLoop(() -> leg.listen(new Waiting(_ -> {
            abandon();
            gone.complete(Optional.empty());
        })));
        live.whenWished(reason -> {
            abandon();
            gone.complete(Optional.of(new Conclusion(reason, "")));
        });
        CompletableFuture.anyOf(pending, gone).join();
        if (pending.isDone()) {
            return pending.join();
        }
        return Soon.of(pending).or(() -> gone.getNow(Optional.empty()));
    }

    private void tell(TransferStatus status, String why) {
        leg.onLoop(() -> stream.transferOutcome(status.code(), why));
    }
}
