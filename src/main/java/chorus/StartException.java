package chorus;

/// The server cannot start; the message says what to change.
final class StartException extends RuntimeException {
    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
