package chorus.sip.transport;

/// SIP over TLS cannot be spoken; the message says why.
public final class TlsException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final boolean ofPort;

    TlsException(String message, Throwable cause, boolean ofPort) {
        super(message, cause);
        this.ofPort = ofPort;
    }

    /// The port could not be had; otherwise it is the certificate, the key or the trusted authorities.
    public boolean isOfPort() {
        return ofPort;
    }
}
