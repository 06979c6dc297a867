package chorus.provider.voximplant;

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

/// Understands what comes over a media socket: Voximplant's own messages (`event`) and our scenario's (`customEvent`).
/// Sound takes the short way through [MediaScan].
///
/// Owned by the media loop of the call.
final class StreamReader {
    static final int MOST_BAD_MESSAGES = 100;
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
    private int bad;

    /// Hears what is said.
    interface Listener {
        /// Sound of the person begins to come.
        void started(String encoding);

        /// Valid during the call only.
        void heard(Frame frame);

        void pressed(char digit);

        /// Our own sound is understood.
        void understood();

        /// All that we sent was played, a second ago.
        void playedOut();

        /// What came of a transfer.
        void transfer(String outcome, int code);
    }

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
                ? sound(bytes, scan.payloadFrom(), scan.payloadTo())
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
            var message = JSON.readTree(bytes, offset, length);
            return message.has("customEvent") ? ofScenario(message) : ofVoximplant(message);
        } catch (IOException _) {
            return false;
        }
    }

    private boolean ofVoximplant(JsonNode message) {
        return switch (message.path("event").asText()) {
            case "media" -> media(message.at("/media/payload"));
            case "start" -> {
                listener.started(message.at("/start/mediaFormat/encoding").asText());
                yield true;
            }
            case "" -> false;
            default -> true;
        };
    }

    private boolean ofScenario(JsonNode message) {
        var payloadOf = message.path("payload");
        return switch (message.path("customEvent").asText()) {
            case "dtmf" -> key(payloadOf.path("digit").asText());
            case "started" -> {
                listener.understood();
                yield true;
            }
            case "playedOut" -> {
                listener.playedOut();
                yield true;
            }
            case "transfer" -> {
                listener.transfer(
                        payloadOf.path("outcome").asText(),
                        payloadOf.path("code").asInt());
                yield true;
            }
            case "" -> false;
            default -> true;
        };
    }

    private boolean media(JsonNode base64) {
        var bytes = base64.asText().getBytes(StandardCharsets.UTF_8);
        return base64.isTextual() && sound(bytes, 0, bytes.length);
    }

    private boolean key(String digit) {
        if (!digit.matches("[0-9*#A-D]")) {
            return false;
        }
        listener.pressed(digit.charAt(0));
        return true;
    }
}
