package chorus.sip.transport;

/// A way to a peer that is kept open, through NATs too (RFC 5626 §3).
public interface Flow extends AutoCloseable {
    /// Keeps it no longer; what goes over it goes on.
    @Override
    void close();
}
