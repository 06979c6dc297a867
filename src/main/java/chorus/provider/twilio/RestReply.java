package chorus.provider.twilio;

import chorus.call.NetworkAnswer;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/// Reads what came back as an answer, or as a reason to try again.
final class RestReply {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 300;
    /// Of what stands between us and Twilio: nobody knows how far the request came.
    private static final int TIMED_OUT = 408;

    private static final int TOO_MANY = 429;

    private RestReply() {}

    static TwilioAnswer of(int status, byte[] body) {
        var read = object(body);
        if (status >= 200 && status < 300) {
            return read.<TwilioAnswer>map(object -> new TwilioAnswer.Done(status, object))
                    .orElseGet(() -> new TwilioAnswer.Unavailable(
                            "What answered with " + status + " did not answer as Twilio does.", true));
        }
        var code = read.map(object -> object.path("code").asInt()).orElse(0);
        var message = read.map(object -> object.path("message").asText("")).orElse("");
        var said =
                code == 0 ? Optional.<NetworkAnswer>empty() : Optional.of(new NetworkAnswer(code, printable(message)));
        if (status == TOO_MANY) {
            var why = "Twilio has too many requests of this account at once (429).";
            return new TwilioAnswer.Unavailable(why, false, said);
        }
        if (status >= 500 || status == TIMED_OUT) {
            return new TwilioAnswer.Unavailable("Twilio's API failed with " + status + ".", true, said);
        }
        return code == 0
                ? new TwilioAnswer.Unavailable(
                        "What answered with " + status + " is not Twilio's API: check CHORUS_TWILIO_API_URL.", false)
                : new TwilioAnswer.Refused(status, code, printable(message));
    }

    private static Optional<JsonNode> object(byte[] body) {
        if (body.length == 0) {
            return Optional.of(JSON.createObjectNode());
        }
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
