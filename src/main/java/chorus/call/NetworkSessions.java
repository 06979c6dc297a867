package chorus.call;

import java.util.List;
import java.util.UUID;

/// Sessions whose end was not told yet: written down, so that a server that died in the middle finds them again. Every
/// method is durable when it returns.
public interface NetworkSessions {
    /// Keeps it, in the place of what is kept of the same call.
    void keep(NetworkSession session);

    void forget(UUID callId);

    List<NetworkSession> all();
}
