package chorus.provider.voximplant;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/// Reads what came back from the management API: errors stand inside answers of HTTP 200.
///
/// ```json
/// {"result": 1, "application_id": 5}      {"error": {"code": 100, "msg": "Authorization failed"}}
/// ```
final class Envelope {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 300;
    private static final int TOO_MANY = 429;

    private Envelope() {}

    static VoximplantAnswer of(int status, byte[] body) {
        if (status == TOO_MANY) {
            return new VoximplantAnswer.Unavailable("Voximplant has too many requests of this account (429).", false);
        }
        if (status >= 500) {
            return new VoximplantAnswer.Unavailable("Voximplant's API failed with " + status + ".", true);
        }
        return object(body)
                .filter(read -> read.has("result") || read.has("error"))
                .map(Envelope::opened)
                .orElseGet(() -> new VoximplantAnswer.Unavailable(
                        "What answered with " + status + " is not Voximplant's API: check CHORUS_VOXIMPLANT_API_URL.",
                        true));
    }

    private static VoximplantAnswer opened(JsonNode read) {
        var error = read.path("error");
        if (error.isMissingNode()) {
            return new VoximplantAnswer.Done(read);
        }
        var refused = new VoximplantAnswer.Refused(
                error.path("code").asInt(), printable(error.path("msg").asText()));
        return switch (refused.meaning()) {
            case BUSY -> new VoximplantAnswer.Unavailable(refused.sentence(), false);
            case FAILED_THERE -> new VoximplantAnswer.Unavailable(refused.sentence(), true);
            case CREDENTIALS, ROLE, GONE, NAME_TAKEN, QUOTA, MONEY, ACCOUNT_CLOSED, NUMBER, OTHER -> refused;
        };
    }

    private static Optional<JsonNode> object(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes at hand could not be read.", e);
        }
    }

    private static String printable(String message) {
        var line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
