package chorus.sip;

import chorus.sip.dialog.SessionPolicy;

/// How much strangers and friends may cost us.
///
/// @param dialogs              running at once
/// @param transactions         alive at once, of both sides
/// @param connections          TCP and TLS, accepted in all
/// @param connectionsPerSource TCP and TLS, accepted from one address
/// @param idleSeconds          after which a silent connection is closed, unless a call that came over it runs or its
/// flow is kept
/// @param sessions             how long a call may go on without a sign of life
public record SipLimits(
        int dialogs,
        int transactions,
        int connections,
        int connectionsPerSource,
        int idleSeconds,
        SessionPolicy sessions) {
    public SipLimits {
        if (dialogs < 1 || transactions < 1 || connections < 1 || connectionsPerSource < 1 || idleSeconds < 1) {
            throw new IllegalArgumentException("Every limit of a SIP endpoint is at least 1.");
        }
    }

    /// With the usual session timers.
    public SipLimits(int dialogs, int transactions, int connections, int connectionsPerSource, int idleSeconds) {
        this(dialogs, transactions, connections, connectionsPerSource, idleSeconds, SessionPolicy.STANDARD);
    }

    /// The same with other session timers.
    public SipLimits with(SessionPolicy newSessions) {
        return new SipLimits(dialogs, transactions, connections, connectionsPerSource, idleSeconds, newSessions);
    }

    public static SipLimits standard() {
        return new SipLimits(20_000, 50_000, 2_000, 200, 600);
    }
}
