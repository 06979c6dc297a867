package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.agent.StreamStart;
import chorus.call.EndReason;
import chorus.phonebook.Agent;
import chorus.provider.Leg;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An answered call from the first word to the last: bridge, time limit, farewell, and the one way out.
final class Conversation {
    private final Leg leg;
    private final AgentStream stream;
    private final Agent agent;
    private final Farewell farewell;

    Conversation(Leg leg, AgentStream stream, Agent agent, Farewell farewell) {
        this.leg = leg;
        this.stream = stream;
        this.agent = agent;
        this.farewell = farewell;
    }

    /// Blocks until the conversation is over; then the leg is hung up, the stream closed and the log told.
    EndReason run(StreamStart start, LiveCall live, LogEntry entry) {
        var bridge = new Bridge(leg, stream, agent.allowEndCall(), entry.trace());
        try {
            var conclusion = await(bridge, start, live, entry);
            if (!conclusion.detail().isEmpty()) {
                entry.trace().concluded("conversation ended", conclusion.detail());
            }
            if (conclusion.reason() == EndReason.AGENT_LOST) {
                farewell.say(leg);
            }
            return conclusion.reason();
        } finally {
            leg.hangUp();
            stream.close();
            entry.trace().concluded("media", leg.mediaSummary());
            entry.said(bridge.transcript());
        }
    }

    private Conclusion await(Bridge bridge, StreamStart start, LiveCall live, LogEntry entry) {
        var over = bridge.start(start);
        entry.answered();
        live.whenWished(bridge::end);
        try {
            return over.get(agent.maxCallDuration().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new Conclusion(
                    EndReason.TIME_LIMIT,
                    "The limit is " + agent.maxCallDuration().toSeconds() + " s.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Conclusion(EndReason.SHUT_DOWN, "");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The bridge of a call failed.", e);
        }
    }
}
