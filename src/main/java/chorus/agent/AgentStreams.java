package chorus.agent;

import chorus.audio.MediaLoop;
import chorus.phonebook.AgentRuntime;
import java.time.Duration;

/// Opens streams to agents' runtimes.
public interface AgentStreams {
    /// Connects to the runtime; blocks until it is open, refused, or the budget is spent.
    ///
    /// @param loop the media loop of the call; the stream's socket lives on it
    Opening open(AgentRuntime runtime, MediaLoop loop, Duration budget);

    sealed interface Opening {
        record Opened(AgentStream stream) implements Opening {}

        /// @param why one sentence, without secrets: what was tried, with whom, what came back
        record Failed(String why) implements Opening {}
    }
}
