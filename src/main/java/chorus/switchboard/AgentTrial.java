package chorus.switchboard;

import chorus.agent.AgentStream;
import chorus.agent.AgentStreams.Opening;
import chorus.agent.StreamStart;
import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.audio.MediaLoop;
import chorus.call.Utterance;
import chorus.phonebook.Agent;
import chorus.switchboard.AgentTests.Found;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One look at an agent: its stream is opened as for a call, silence is sent, and its first sound is waited for.
final class AgentTrial implements AgentStream.Listener {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FRAME_MILLIS = 20;

    private final CompletableFuture<Optional<String>> first = new CompletableFuture<>();
    private final byte[] silence = new byte[FRAME_MILLIS * AudioFormat.BYTES_PER_MS];

    AgentTrial() {
        Arrays.fill(silence, AudioFormat.PCMU.silence());
    }

    Found of(Desk desk, Agent agent) {
        var began = System.nanoTime();
        return switch (desk.streams().open(agent.runtime(), new MediaLoop(0), desk.agentBudget())) {
            case Opening.Failed(var why) -> new Found(Optional.empty(), Optional.empty(), why);
            case Opening.Opened(var stream) -> {
                try {
                    yield listen(stream, start(agent), since(began));
                } finally {
                    stream.close();
                }
            }
        };
    }

    private Found listen(AgentStream stream, StreamStart start, Duration connected) {
        var began = System.nanoTime();
        stream.onLoop(() -> stream.start(start, this));
        var frame = new Frame();
        while (since(began).compareTo(PATIENCE) < 0) {
            try {
                var ended = first.get(FRAME_MILLIS, TimeUnit.MILLISECONDS);
                return ended.map(why -> new Found(Optional.of(connected), Optional.empty(), why))
                        .orElseGet(() -> new Found(
                                Optional.of(connected),
                                Optional.of(since(began)),
                                "The agent was reached, and it spoke."));
            } catch (TimeoutException _) {
                stream.onLoop(() -> stream.hear(frame.over(AudioFormat.PCMU, silence, 0, silence.length)));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new Found(Optional.of(connected), Optional.empty(), "The test was interrupted.");
            } catch (ExecutionException e) {
                throw new IllegalStateException("A test of an agent failed.", e);
            }
        }
        return new Found(
                Optional.of(connected),
                Optional.empty(),
                "The agent was reached; it said nothing within " + PATIENCE.toSeconds()
                        + " s, as one that lets the caller speak first.");
    }

    private static StreamStart start(Agent agent) {
        var id = UUID.randomUUID();
        var parameters = Map.of(
                "from_number",
                "test",
                "to_number",
                "test",
                "direction",
                "inbound",
                "call_id",
                id.toString(),
                "agent_id",
                agent.id().toString(),
                "test",
                "true");
        var sid = id.toString().replace("-", "");
        return new StreamStart(
                "AC" + agent.organizationId().toString().replace("-", ""), "CA" + sid, "MZ" + sid, parameters);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Override
    public void said(Frame frame) {
        first.complete(Optional.empty());
    }

    @Override
    public void closed(boolean orderly, String why) {
        first.complete(Optional.of(why));
    }

    @Override
    public void mark(String name) {}

    @Override
    public void clear() {}

    @Override
    public void hangUp() {
        first.complete(Optional.of("The agent hung up before it said anything."));
    }

    @Override
    public void hold(HoldSound sound) {}

    @Override
    public void resume() {}

    @Override
    public void transfer(String to) {}

    @Override
    public void sendDigits(String digits) {}

    @Override
    public void transcript(Utterance utterance) {}
}
