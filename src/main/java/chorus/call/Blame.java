package chorus.call;

/// Who must act so that a call does not end like this again.
public enum Blame {
    NOBODY,
    /// The customer's own set-up: numbers, agents, balance, allowlists.
    CUSTOMER,
    /// The phone network or the PBX on the far side.
    CARRIER,
    /// The agent's runtime.
    AGENT,
    /// This software or whoever operates it.
    US,
    UNKNOWN;

    /// The word used in the API and the record.
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
