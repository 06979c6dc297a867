package chorus.provider.twilio;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What Twilio is told to do with a call: an XML document of verbs.
///
/// ```
/// <?xml version="1.0" encoding="UTF-8"?>
/// <Response><Connect><Stream url="wss://…" …><Parameter name="token"
/// value="…"/></Stream></Connect><Hangup/></Response>
/// ```
final class TwiML {
    static final String TYPE = "text/xml; charset=utf-8";

    private final StringBuilder verbs = new StringBuilder();

    static TwiML response() {
        return new TwiML();
    }

    /// Turns an incoming call away, unanswered and unbilled, when it is the first verb.
    TwiML reject(boolean busy) {
        return element("Reject", Map.of("reason", busy ? "busy" : "rejected"), "");
    }

    /// Answers, and connects the call's sound with a socket of ours until that is closed.
    ///
    /// @param token  told in `start`
    /// @param status told when the socket cannot be opened
    /// @param action asked for what comes next; empty: the next verb
    TwiML connect(String url, String token, String status, String action) {
        var parameter = new TwiML().element("Parameter", pairs("name", "token", "value", token), "");
        var attributes = pairs("url", url, "statusCallback", status, "statusCallbackMethod", "POST");
        var stream = new TwiML().element("Stream", attributes, parameter.verbs.toString());
        return element(
                "Connect",
                action.isEmpty() ? Map.of() : pairs("action", action, "method", "POST"),
                stream.verbs.toString());
    }

    TwiML say(String sentence) {
        return element("Say", Map.of(), escaped(sentence));
    }

    /// Calls somebody and joins both, until either hangs up.
    ///
    /// @param ring   how long it may ring
    /// @param limit  after which Twilio ends it
    /// @param action told the outcome, and asked for what comes next
    /// @param status told how the call gets on
    TwiML dial(String to, String callerId, Duration ring, Duration limit, String action, String status) {
        var number = new TwiML()
                .element(
                        "Number",
                        pairs(
                                "statusCallback",
                                status,
                                "statusCallbackEvent",
                                "answered completed",
                                "statusCallbackMethod",
                                "POST"),
                        escaped(to));
        var attributes = pairs(
                "callerId",
                callerId,
                "timeout",
                String.valueOf(ring.toSeconds()),
                "timeLimit",
                String.valueOf(limit.toSeconds()),
                "action",
                action,
                "method",
                "POST");
        return element("Dial", attributes, number.verbs.toString());
    }

    TwiML hangUp() {
        return element("Hangup", Map.of(), "");
    }

    @Override
    public String toString() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>" + verbs + "</Response>";
    }

    /// @param content escaped already
    private TwiML element(String name, Map<String, String> attributes, String content) {
        verbs.append('<').append(name);
        attributes.forEach((attribute, value) -> verbs.append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        if (content.isEmpty()) {
            verbs.append("/>");
        } else {
            verbs.append('>').append(content).append("</").append(name).append('>');
        }
        return this;
    }

    /// In the order given.
    private static Map<String, String> pairs(String... namesAndValues) {
        var pairs = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }

    /// For text and attributes both; what XML 1.0 cannot hold at all becomes a question mark.
    private static String escaped(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    /// XML 1.0 §2.2, but for line breaks, which attributes would not keep.
    private static boolean isXml(int c) {
        return (c >= ' ' && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
