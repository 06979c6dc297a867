package chorus.sip.transport;

/// What carries messages.
public enum Transport {
    UDP(5060, ""),
    TCP(5060, ";transport=tcp"),
    TLS(5061, ";transport=tls");

    private final int standardPort;
    private final String parameter;

    Transport(int standardPort, String parameter) {
        this.standardPort = standardPort;
        this.parameter = parameter;
    }

    /// Delivers or breaks, so that nothing is sent twice.
    public boolean isReliable() {
        return this != UDP;
    }

    /// The port meant where a URI or a Via names none (RFC 3261 §18.1.1, §19.1.2).
    public int standardPort() {
        return standardPort;
    }

    /// What a URI of ours says to be reached over it; nothing for UDP.
    public String parameter() {
        return parameter;
    }
}
