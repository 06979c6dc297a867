package chorus.agent;

import java.time.Duration;

/// How streams to agents are opened and watched.
///
/// @param denyPrivateTargets agents may not be at private or loopback addresses, nor be reached by `ws://`
/// @param pingEvery          how often a quiet peer is asked for a sign of life
/// @param deadAfter          how long a peer may send nothing at all before its stream counts as lost
public record AgentOptions(boolean denyPrivateTargets, Duration pingEvery, Duration deadAfter) {
    public AgentOptions {
        if (!pingEvery.isPositive() || deadAfter.compareTo(pingEvery) <= 0) {
            throw new IllegalArgumentException("A peer must be asked for a sign of life before it is given up.");
        }
    }

    /// Pings every 20 s, and gives up after 60 s of nothing.
    public static AgentOptions standard(boolean denyPrivateTargets) {
        return new AgentOptions(denyPrivateTargets, Duration.ofSeconds(20), Duration.ofSeconds(60));
    }
}
