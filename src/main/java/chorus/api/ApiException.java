package chorus.api;

/// The API could not be served.
public final class ApiException extends RuntimeException {
    ApiException(String message, Throwable cause) {
        super(message, cause);
    }
}
