package chorus.provider.twilio;

import chorus.call.NetworkAnswer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What came of a request to Twilio's REST API.
sealed interface TwilioAnswer {
    /// @param body an empty object where there was none
    record Done(int status, JsonNode body) implements TwilioAnswer {}

    /// A definite no: the same request would be refused again.
    ///
    /// @param code    Twilio's own, such as 21211
    /// @param message Twilio's own
    record Refused(int status, int code, String message) implements TwilioAnswer {
        /// The account's SID does not go with the token, or the key with its secret.
        boolean ofCredentials() {
            return status == 401;
        }

        /// There is no such thing in the account.
        boolean isMissing() {
            return status == 404;
        }

        /// Twilio's words for the record: `Twilio refused it with 21211: Invalid 'To' Phone Number.`
        String sentence() {
            return "Twilio refused it with " + code + ": " + message;
        }
    }

    /// Nobody could be asked, or no usable answer came; later it may be another story.
    ///
    /// @param why         one sentence
    /// @param perhapsDone whether it may have been carried out
    /// @param said        Twilio's own code and message, where it was Twilio that could not
    record Unavailable(String why, boolean perhapsDone, Optional<NetworkAnswer> said) implements TwilioAnswer {
        Unavailable(String why, boolean perhapsDone) {
            this(why, perhapsDone, Optional.empty());
        }
    }
}
