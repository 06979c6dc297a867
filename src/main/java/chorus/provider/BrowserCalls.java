package chorus.provider;

import chorus.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Calls that browsers make to agents: a ticket first, then the call over a socket that shows it.
public interface BrowserCalls {
    /// Lets one browser make one call, soon; empty when the organization has let as many as may wait.
    Optional<Ticket> admit(UUID organizationId, UUID agentId);

    /// @param callId the id of the call to be
    /// @param path   where the socket is opened
    /// @param token  what it shows; good once
    record Ticket(UUID callId, String path, Secret token, Instant until) {}
}
