package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.agent.StreamStart;
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

    Conversation(Leg leg, AgentStream stream, Agent agent, Farewell farewell, Allowance allowance) {
        this.allowance = allowance;
        this.leg = leg;
        this.stream = stream;
        this.agent = agent;
        this.farewell = farewell;
    }

    /// A conversation on a call of the listed number, as long as its owner can pay it.
    static Conversation of(Desk desk, Leg leg, AgentStream stream, Agent agent, Listing listing) {
        Supplier<Optional<Duration>> paid = Tariff.of(listing).isPresent()
                ? () -> desk.purse().lasts(listing.number().id())
                : Optional::empty;
        return new Conversation(leg, stream, agent, desk.farewell(), new Allowance(agent.maxCallDuration(), paid));
    }

    /// Blocks until the conversation is over; then the leg is hung up, the stream closed and the log told.
    EndReason run(StreamStart start, LiveCall live, LogEntry entry) {
        var bridge = new Bridge(leg, stream, agent.allowEndCall(), entry.trace(), entry::firstAudio);
        try {
            var conclusion = await(bridge, start, live);
            if (!conclusion.detail().isEmpty()) {
                entry.trace().concluded("conversation ended", conclusion.detail());
            }
            Farewell.sentence(conclusion.reason(), agent.runtime()).ifPresent(this::lastSentence);
            return conclusion.reason();
        } finally {
            leg.hangUp();
            stream.close();
            if (!leg.lastWords().isEmpty()) {
                entry.trace().concluded("far side", leg.lastWords());
            }
            entry.trace().concluded("media", leg.mediaSummary());
            entry.said(bridge.transcript());
        }
    }

    private void lastSentence(String sentence) {
        stream.close();
        farewell.say(leg, sentence);
    }

    private Conclusion await(Bridge bridge, StreamStart start, LiveCall live) {
        var over = bridge.start(start);
        live.whenWished(bridge::end);
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
