package chorus.sip.transport;

/// What carries messages.
public enum Transport {
    UDP,
    TCP;

    /// Delivers or breaks, so that nothing is sent twice.
    public boolean isReliable() {
        return this == TCP;
    }
}
