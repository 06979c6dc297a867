package chorus.secret;

/// A stored secret cannot be opened; the message says what to do about it.
public final class UnsealableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsealableException(String message) {
        super(message);
    }
}
