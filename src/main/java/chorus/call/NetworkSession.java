package chorus.call;

import chorus.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A call's session at its network, whose end was not told yet.
///
/// @param session the network's id of it
/// @param through what of ours there it runs in, such as an installation
/// @param control where the network lets it be ended; absent where it must not be
public record NetworkSession(UUID callId, String session, UUID through, Optional<Secret> control, Instant began) {}
