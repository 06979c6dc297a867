package chorus.fake;

import chorus.agent.AgentStream;
import chorus.agent.StreamStart;
import chorus.audio.Frame;
import chorus.call.AnsweredBy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An agent's stream without an agent: the test speaks for it.
public final class PaperStream implements AgentStream {
    private final List<String> outcomes = new CopyOnWriteArrayList<>();
    private volatile AgentStream.Listener agent;
    private volatile StreamStart told;
    private volatile boolean closed;

    /// What the agent would do, as the test says it; there once the stream was started.
    public AgentStream.Listener agent() {
        Patience.until("the start of the stream", () -> agent != null);
        return agent;
    }

    /// What the agent was told at the start; there once the stream was started.
    public StreamStart told() {
        Patience.until("the start of the stream", () -> agent != null);
        return told;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void onLoop(Runnable task) {
        task.run();
    }

    @Override
    public void start(StreamStart start, AgentStream.Listener listener) {
        told = start;
        agent = listener;
    }

    @Override
    public void hear(Frame frame) {
        // The agent is deaf.
    }

    @Override
    public void pressed(char digit) {
        // The agent is deaf.
    }

    @Override
    public void reached(String mark, long heardMillis, boolean played) {
        // The agent is deaf.
    }

    @Override
    public void answeredBy(AnsweredBy who) {
        // The agent is deaf.
    }

    @Override
    public void held(boolean sounds) {
        // The agent is deaf.
    }

    @Override
    public void resumed() {
        // The agent is deaf.
    }

    @Override
    public void cleared(long heardMillis) {
        // The agent is deaf.
    }

    @Override
    public void transferOutcome(String status, String why) {
        outcomes.add(status + ": " + why);
    }

    /// What the agent was told of a transfer, in order.
    public List<String> outcomes() {
        return outcomes;
    }

    @Override
    public void close() {
        closed = true;
    }
}
