package chorus.agent;

import chorus.audio.MediaLoop;
import chorus.phonebook.AgentRuntime;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Opens agents' streams as WebSockets on the media loops.
public final class NettyAgentStreams implements AgentStreams, AutoCloseable {
    private final List<EventLoop> loops;
    private final AgentOptions options;
    private final Supplier<Optional<URI>> builtin;

    /// @param loops   the media loops, in the order [MediaLoop] numbers them
    /// @param builtin where the built-in agent listens, if it does
    public NettyAgentStreams(List<EventLoop> loops, AgentOptions options, Supplier<Optional<URI>> builtin) {
        this.loops = List.copyOf(loops);
        this.options = options;
        this.builtin = builtin;
    }

    @Override
    public Opening open(AgentRuntime runtime, MediaLoop loop, Duration budget) {
        return new Opening.Failed("Agents cannot be reached yet." + loops.size() + options
                + builtin.get().isPresent());
    }

    @Override
    public void close() {}
}
