package chorus.phonebook;

import chorus.secret.Secret;
import java.net.URI;
import java.util.Map;

/// Where an agent runs.
public sealed interface AgentRuntime {
    /// The demo agent inside this process, reached over the same protocol as any other.
    record Builtin() implements AgentRuntime {}

    /// A server of the customer's that speaks the agent protocol.
    ///
    /// @param headers sent with the WebSocket's opening request; write-only
    record WebSocket(URI url, Map<String, Secret> headers) implements AgentRuntime {}
}
