package chorus.provider.twilio;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.mediastream.MediaScan;
import chorus.mediastream.PayloadDecoder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Understands what Twilio says on a stream, and tells the listener. Sound takes the short way through [MediaScan].
///
/// Tolerant of what others who speak the dialect do differently: numbers that are no strings, unknown members and
/// events, parameters beside `start` in place of in it. Owned by the media loop of the call.
final class StreamReader {
    static final int MOST_BAD_MESSAGES = 100;
    private static final int LONGEST_NAME = 256;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Listener listener;
    private final MediaScan scan = new MediaScan();
    private final PayloadDecoder payload = new PayloadDecoder();
    private final Frame frame = new Frame();
    private byte[] streamSid = {};
    private int bad;

    /// Hears what Twilio says.
    interface Listener {
        void started(Start start);

        /// Valid during the call only.
        void heard(Frame frame);

        void pressed(char digit);

        void echoed(String mark);

        void stopped();
    }

    /// @param token what stood in the TwiML as the parameter of this name
    record Start(String streamSid, String accountSid, String callSid, String token, String encoding) {}

    StreamReader(Listener listener) {
        this.listener = listener;
    }

    /// How many messages could not be understood.
    int bad() {
        return bad;
    }

    /// @return false when so many messages could not be understood that the stream should end
    boolean read(byte[] bytes, int offset, int length) {
        var understood = scan.find(bytes, offset, length)
                ? !scan.isFor(streamSid) || sound(bytes, scan.payloadFrom(), scan.payloadTo())
                : understands(bytes, offset, length);
        if (!understood) {
            bad++;
        }
        return bad <= MOST_BAD_MESSAGES;
    }

    private boolean sound(byte[] base64, int from, int to) {
        var length = payload.decode(base64, from, to);
        if (length > 0) {
            listener.heard(frame.over(AudioFormat.PCMU, payload.sound(), 0, length));
        }
        payload.shrink();
        return length >= 0;
    }

    private boolean understands(byte[] bytes, int offset, int length) {
        try {
            return dispatch(JSON.readTree(bytes, offset, length));
        } catch (IOException _) {
            return false;
        }
    }

    private boolean dispatch(JsonNode message) {
        return switch (message.path("event").asText()) {
            case "media" -> media(message.at("/media/payload"));
            case "start" -> start(message);
            case "mark" -> mark(message.at("/mark/name").asText());
            case "dtmf" -> key(message.at("/dtmf/digit").asText());
            case "stop" -> stop();
            case "" -> false;
            default -> true;
        };
    }

    private boolean media(JsonNode base64) {
        var bytes = base64.asText().getBytes(StandardCharsets.UTF_8);
        return base64.isTextual() && sound(bytes, 0, bytes.length);
    }

    private boolean start(JsonNode message) {
        var start = message.path("start");
        var sid = start.path("streamSid").asText(message.path("streamSid").asText());
        if (sid.isEmpty() || sid.length() > LONGEST_NAME || !sid.matches("[A-Za-z0-9_-]+")) {
            return false;
        }
        streamSid = sid.getBytes(StandardCharsets.US_ASCII);
        var token = start.at("/customParameters/token")
                .asText(message.at("/customParameters/token").asText());
        listener.started(new Start(
                sid,
                start.path("accountSid").asText(),
                start.path("callSid").asText(),
                token,
                start.at("/mediaFormat/encoding").asText()));
        return true;
    }

    private boolean mark(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        listener.echoed(name);
        return true;
    }

    private boolean key(String digit) {
        if (!digit.matches("[0-9*#A-D]")) {
            return false;
        }
        listener.pressed(digit.charAt(0));
        return true;
    }

    private boolean stop() {
        listener.stopped();
        return true;
    }
}
