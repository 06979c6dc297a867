package chorus.provider.voximplant;

import com.fasterxml.jackson.databind.JsonNode;

/// What came of a request to the management API.
sealed interface VoximplantAnswer {
    record Done(JsonNode body) implements VoximplantAnswer {
        /// The things of a list.
        Iterable<JsonNode> items() {
            return body.path("result");
        }
    }

    /// A definite no: the same request would be refused again.
    ///
    /// @param code    Voximplant's own, such as 100
    /// @param message Voximplant's own
    record Refused(int code, String message) implements VoximplantAnswer {
        VoximplantError meaning() {
            return VoximplantError.of(code);
        }

        /// Voximplant's words for the record: `Voximplant refused it with 100: Authorization failed.`
        String sentence() {
            return "Voximplant refused it with " + code + ": " + message + (message.endsWith(".") ? "" : ".");
        }
    }

    /// Nobody could be asked, or no usable answer came; later it may be another story.
    ///
    /// @param why         one sentence
    /// @param perhapsDone whether it may have been carried out
    record Unavailable(String why, boolean perhapsDone) implements VoximplantAnswer {}
}
