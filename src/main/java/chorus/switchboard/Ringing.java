package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.agent.AgentStreams.Opening;
import chorus.audio.AudioFormat;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.Refusal;
import chorus.provider.Leg;
import chorus.provider.OutgoingCall;
import chorus.provider.OutgoingCall.Outcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A call that is dialled while its agent's stream opens, so that whoever answers hears the agent at once.
///
/// A stream that cannot open takes the call back; a call that nobody answers closes the stream.
final class Ringing {
    /// What agents speak.
    private static final AudioFormat BRIDGED = AudioFormat.PCMU;

    private final Desk desk;
    private final Clearance.Verdict.Cleared cleared;
    private final OutgoingCall outgoing;
    private final LogEntry entry;
    private final LiveCall live;

    Ringing(Desk desk, Clearance.Verdict.Cleared cleared, LogEntry entry, LiveCall live) {
        this.desk = desk;
        this.cleared = cleared;
        this.outgoing = cleared.outgoing();
        this.entry = entry;
        this.live = live;
    }

    /// Returns when the call is over.
    Ending run() {
        live.whenWished(wish -> outgoing.cancel(OutboundCall.unanswered(wish)));
        var opening = CompletableFuture.supplyAsync(this::open, Thread::startVirtualThread);
        var _ = opening.whenComplete(this::take);
        try {
            return switch (outgoing.dial(BRIDGED, entry::rings)) {
                case Outcome.NotAnswered(var ending, var detail, var answer) -> {
                    entry.networkAnswered(answer);
                    entry.trace().refused("answer", "an answer", detail);
                    yield ending;
                }
                case Outcome.Answered(var leg, var answer) -> {
                    entry.networkAnswered(answer);
                    yield answered(leg, opening);
                }
            };
        } catch (RuntimeException e) {
            outgoing.cancel(Refusal.INTERNAL_ERROR);
            throw e;
        } finally {
            var _ = opening.thenAccept(Ringing::close);
        }
    }

    private Opening open() {
        return desk.streams().open(cleared.agent().runtime(), outgoing.mediaLoop(), desk.agentBudget());
    }

    private void take(@Nullable Opening opening, @Nullable Throwable failure) {
        var budget = "within " + desk.agentBudget().toMillis() + " ms";
        switch (opening) {
            case Opening.Opened _ -> entry.trace().passed("agent stream open", budget, "open");
            case Opening.Failed(var why) -> {
                entry.trace().refused("agent stream open", budget, why);
                outgoing.cancel(Refusal.AGENT_UNREACHABLE);
            }
            case null -> outgoing.cancel(Refusal.INTERNAL_ERROR);
        }
    }

    private Ending answered(Leg leg, CompletableFuture<Opening> opening) {
        try {
            var wish = live.wished();
            if (wish.isPresent()) {
                return OutboundCall.unanswered(wish.get());
            }
            entry.trace().passed("answer", "an answer", leg.agreed());
            Tariff.of(cleared.listing()).ifPresent(entry::costs);
            entry.answered(live);
            return switch (opening.join()) {
                case Opening.Failed _ -> apologize(leg);
                case Opening.Opened(var stream) -> converse(leg, stream);
            };
        } catch (CompletionException e) {
            throw new IllegalStateException("The agent's stream failed to open.", e);
        } finally {
            leg.hangUp();
        }
    }

    /// Somebody answered sooner than it was known that there is no agent: they hear so, and nothing is charged.
    private Ending apologize(Leg leg) {
        entry.costsNothing();
        desk.farewell().say(leg, Farewell.SENTENCE);
        return Refusal.AGENT_UNREACHABLE;
    }

    private Ending converse(Leg leg, AgentStream stream) {
        var organization = cleared.listing().organization();
        var start = StreamStarts.of(entry.call(), organization, cleared.agent(), Map.of());
        var reason = Conversation.of(desk, leg, stream, cleared.agent(), cleared.listing(), outgoing.mediaLoop())
                .run(start, live, entry);
        return reason == EndReason.CALLER_HUNG_UP ? EndReason.CALLEE_HUNG_UP : reason;
    }

    private static void close(Opening opening) {
        switch (opening) {
            case Opening.Opened(var stream) -> stream.close();
            case Opening.Failed _ -> {}
        }
    }
}
