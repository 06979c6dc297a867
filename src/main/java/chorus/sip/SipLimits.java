package chorus.sip;

/// How much strangers and friends may cost us.
///
/// @param dialogs              running at once
/// @param transactions         alive at once, of both sides
/// @param connections          TCP and TLS, in all
/// @param connectionsPerSource TCP and TLS, from one address
/// @param idleSeconds          after which a silent connection is closed, unless a call that came over it runs or its
/// flow is kept
public record SipLimits(int dialogs, int transactions, int connections, int connectionsPerSource, int idleSeconds) {
    public SipLimits {
        if (dialogs < 1 || transactions < 1 || connections < 1 || connectionsPerSource < 1 || idleSeconds < 1) {
            throw new IllegalArgumentException("Every limit of a SIP endpoint is at least 1.");
        }
    }

    public static SipLimits standard() {
        return new SipLimits(20_000, 50_000, 2_000, 200, 600);
    }
}
