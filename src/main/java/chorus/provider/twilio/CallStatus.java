package chorus.provider.twilio;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a call stands at Twilio, in Twilio's words.
enum CallStatus {
    QUEUED,
    INITIATED,
    RINGING,
    IN_PROGRESS,
    COMPLETED,
    BUSY,
    FAILED,
    NO_ANSWER,
    CANCELED;

    /// Nothing follows it.
    boolean isFinal() {
        return switch (this) {
            case QUEUED, INITIATED, RINGING, IN_PROGRESS -> false;
            case COMPLETED, BUSY, FAILED, NO_ANSWER, CANCELED -> true;
        };
    }

    /// As it is written: `in-progress`.
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<CallStatus> of(String code) {
        return Arrays.stream(values())
                .filter(status -> status.code().equals(code))
                .findFirst();
    }
}
