package chorus.switchboard;

import chorus.phonebook.Agent;
import java.time.Duration;
import java.util.Optional;

/// Tries whether an agent would take a call, without one.
public interface AgentTests {
    /// Opens the agent's stream, says nothing and listens for some seconds. Blocks.
    Found test(Agent agent);

    /// @param connected  how long it took to open the stream; empty when it could not be opened
    /// @param firstSound from the stream's start to the agent's first sound; empty when it said nothing
    /// @param said       what came of it, one sentence
    record Found(Optional<Duration> connected, Optional<Duration> firstSound, String said) {}
}
