package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.agent.StreamStart;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.phonebook.Agent;
import chorus.phonebook.PhoneNumbers.Listing;
import chorus.provider.Leg;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// An answered call from the first word to the last: bridge, time limit, farewell, and the one way out.
final class Conversation {
    private final Leg leg;
    private final AgentStream stream;
    private final Agent agent;
    private final Farewell farewell;
    private final Allowance allowance;
    private final Optional<Handover.Ways> ways;

    /// @param ways to hand the call over; without, it cannot be
    Conversation(
            Leg leg,
            AgentStream stream,
            Agent agent,
            Farewell farewell,
            Allowance allowance,
            Optional<Handover.Ways> ways) {
        this.ways = ways;
        this.allowance = allowance;
        this.leg = leg;
        this.stream = stream;
        this.agent = agent;
        this.farewell = farewell;
    }

    /// A conversation on a call of the listed number, as long as its owner can pay it.
    static Conversation of(Desk desk, Leg leg, AgentStream stream, Agent agent, Listing listing, MediaLoop loop) {
        Supplier<Optional<Duration>> paid = Tariff.of(listing).isPresent()
                ? () -> desk.purse().lasts(listing.number().id())
                : Optional::empty;
        var allowance = new Allowance(agent.maxCallDuration(), paid);
        var ways = new Handover.Ways(desk, listing, loop);
        return new Conversation(leg, stream, agent, desk.farewell(), allowance, Optional.of(ways));
    }

    /// Blocks until the conversation is over, and whatever it was handed over to; then the leg is hung up, the stream
    /// closed and the log told.
    EndReason run(StreamStart start, LiveCall live, LogEntry entry) {
        var witness = new Witness(entry.timeline(), live.taps());
        var bridge = new Bridge(leg, stream, agent.allowEndCall(), entry.trace(), witness, entry::firstAudio);
        var handover = ways.map(each -> new Handover(each, leg, stream, entry, bridge::end));
        handover.ifPresent(bridge::handsOverBy);
        try {
            live.talks(handover.map(each -> each));
            var said = await(bridge, start, live);
            live.talks(Optional.empty());
            var conclusion = handover.map(each -> each.settled(said, live)).orElse(said);
            if (!conclusion.detail().isEmpty()) {
                entry.trace().concluded("conversation ended", conclusion.detail());
            }
            handover.flatMap(Handover::joined).ifPresent(second -> join(second, live, entry));
            Farewell.sentence(conclusion.reason(), agent.runtime()).ifPresent(this::lastSentence);
            return conclusion.reason();
        } finally {
            live.talks(Optional.empty());
            live.taps().end();
            settle(entry.timeline());
            leg.hangUp();
            stream.close();
            if (!leg.lastWords().isEmpty()) {
                entry.trace().concluded("far side", leg.lastWords());
            }
            entry.trace().concluded("media", leg.mediaSummary());
            leg.mediaTrouble().ifPresent(trouble -> entry.trace().concluded("one-way audio", trouble));
            entry.sounded(leg.quality());
            entry.said(bridge.transcript());
        }
    }

    /// The agent is out of it: the far side and the target talk until either of them ends it.
    private void join(Handover.Joined second, LiveCall live, LogEntry entry) {
        stream.close();
        var over = new CompletableFuture<Conclusion>();
        var child = EndReason.INTERNAL_FAILURE;
        try {
            var _ = LegBridge.join(leg, second.leg())
                    .thenAccept(end -> over.complete(new Conclusion(
                            end.side() == LegBridge.Side.FIRST ? EndReason.CALLER_HUNG_UP : EndReason.CALLEE_HUNG_UP,
                            end.reason().sentence())));
            live.whenWished(reason -> over.complete(new Conclusion(reason, reason.sentence())));
            second.call().live().whenWished(reason -> over.complete(new Conclusion(reason, reason.sentence())));
            var conclusion = patiently(over);
            child = conclusion.reason();
            entry.trace().concluded("joined calls ended", conclusion.detail());
        } finally {
            second.leg().hangUp();
            second.call().trace().concluded("media", second.leg().mediaSummary());
            second.call().over(child);
        }
    }

    /// Lets the media loop say its last word about who spoke.
    private void settle(Timeline timeline) {
        var settled = new CompletableFuture<Boolean>();
        leg.onLoop(() -> {
            timeline.over();
            settled.complete(true);
        });
        settled.completeOnTimeout(false, 1, TimeUnit.SECONDS).join();
    }

    private void lastSentence(String sentence) {
        stream.close();
        farewell.say(leg, sentence);
    }

    private Conclusion await(Bridge bridge, StreamStart start, LiveCall live) {
        var over = bridge.start(start);
        live.whenWished(bridge::end);
        return patiently(over);
    }

    private Conclusion patiently(CompletableFuture<Conclusion> over) {
        try {
            return await(over);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Conclusion(EndReason.SHUT_DOWN, "");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The bridge of a call failed.", e);
        }
    }

    private Conclusion await(CompletableFuture<Conclusion> over) throws InterruptedException, ExecutionException {
        while (true) {
            switch (allowance.look()) {
                case Allowance.Left.Over(var conclusion) -> {
                    return over.getNow(conclusion);
                }
                case Allowance.Left.Time(var pause) -> {
                    try {
                        return over.get(pause.toNanos(), TimeUnit.NANOSECONDS);
                    } catch (TimeoutException _) {
                        // Time to look again.
                    }
                }
            }
        }
    }
}
