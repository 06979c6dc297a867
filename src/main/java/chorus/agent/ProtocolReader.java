package chorus.agent;

import chorus.agent.AgentStream.Listener;
import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.call.TransferType;
import chorus.call.Utterance;
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
import java.util.regex.Pattern;

/// Understands what an agent sends, and tells the listener.
///
/// Owned by the stream's media loop. Sound takes the short way through [MediaScan]; all else is rare.
final class ProtocolReader {
    static final int MOST_BAD_MESSAGES = 100;
    static final int LONGEST_MARK = 256;
    static final int LONGEST_TRANSCRIPT = 4_000;
    static final int MOST_TRANSCRIPTS = 2_000;

    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-D]{1,64}");
    private static final int LONGEST_TARGET = 256;
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final StreamTally tally;
    private final String streamSid;
    private final byte[] streamSidBytes;
    private final Listener listener;
    private final MediaScan scan = new MediaScan();
    private final PayloadDecoder payload = new PayloadDecoder();
    private final Frame frame = new Frame();
    private int badMessages;
    private int transcripts;

    ProtocolReader(StreamTally tally, String streamSid, Listener listener) {
        this.tally = tally;
        this.streamSid = streamSid;
        this.streamSidBytes = streamSid.getBytes(StandardCharsets.UTF_8);
        this.listener = listener;
    }

    /// @return false when so many messages could not be understood that the stream should end
    boolean read(byte[] bytes, int offset, int length) {
        if (!scan.find(bytes, offset, length)) {
            return count(understands(bytes, offset, length));
        }
        if (!scan.isFor(streamSidBytes)) {
            tally.ignoredMessages.increment();
            return true;
        }
        return count(play(bytes, scan.payloadFrom(), scan.payloadTo()));
    }

    private boolean count(boolean good) {
        if (!good) {
            badMessages++;
            tally.badMessages.increment();
        }
        return badMessages <= MOST_BAD_MESSAGES;
    }

    private boolean play(byte[] base64, int from, int to) {
        var length = payload.decode(base64, from, to);
        if (length > 0) {
            listener.said(frame.over(AudioFormat.PCMU, payload.sound(), 0, length));
        }
        payload.shrink();
        return length >= 0;
    }

    private boolean understands(byte[] bytes, int offset, int length) {
        try {
            var message = JSON.readTree(bytes, offset, length);
            var sid = message.path("streamSid");
            if (sid.isMissingNode() || sid.asText().equals(streamSid)) {
                return dispatch(message);
            }
            tally.ignoredMessages.increment();
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private boolean dispatch(JsonNode message) {
        return switch (message.path("event").asText()) {
            case "media" -> media(message.at("/media/payload"));
            case "mark" -> mark(message.at("/mark/name"));
            case "clear" -> tell(listener::clear);
            case "hangup" -> tell(listener::hangUp);
            case "hold" -> hold(message.at("/hold/sound"));
            case "resume" -> tell(listener::resume);
            case "transfer" -> transfer(message.at("/transfer/to"), message.at("/transfer/type"));
            case "dtmf" -> digits(message.at("/dtmf/digits"));
            case "transcript" -> transcript(message.path("transcript"));
            case "" -> false;
            default -> ignore();
        };
    }

    private static boolean tell(Runnable news) {
        news.run();
        return true;
    }

    private boolean ignore() {
        tally.ignoredMessages.increment();
        return true;
    }

    private boolean media(JsonNode base64) {
        var bytes = base64.asText().getBytes(StandardCharsets.UTF_8);
        return base64.isTextual() && play(bytes, 0, bytes.length);
    }

    private boolean mark(JsonNode name) {
        return name.isTextual()
                && name.textValue().length() <= LONGEST_MARK
                && tell(() -> listener.mark(name.textValue()));
    }

    private boolean hold(JsonNode sound) {
        return switch (sound.asText("music")) {
            case "", "music" -> tell(() -> listener.hold(HoldSound.MUSIC));
            case "noise" -> tell(() -> listener.hold(HoldSound.NOISE));
            case "silence" -> tell(() -> listener.hold(HoldSound.SILENCE));
            default -> false;
        };
    }

    private boolean transfer(JsonNode to, JsonNode type) {
        return switch (type.asText("blind")) {
            case "blind" -> transfer(to, TransferType.BLIND);
            case "attended" -> transfer(to, TransferType.ATTENDED);
            default -> false;
        };
    }

    private boolean transfer(JsonNode to, TransferType type) {
        return to.isTextual()
                && !to.textValue().isBlank()
                && to.textValue().length() <= LONGEST_TARGET
                && tell(() -> listener.transfer(to.textValue(), type));
    }

    private boolean digits(JsonNode digits) {
        return digits.isTextual()
                && DIGITS.matcher(digits.textValue()).matches()
                && tell(() -> listener.sendDigits(digits.textValue()));
    }

    private boolean transcript(JsonNode transcript) {
        var role = transcript.path("role").asText();
        var text = transcript.path("text");
        if (!text.isTextual() || !(role.equals("user") || role.equals("agent"))) {
            return false;
        }
        if (++transcripts > MOST_TRANSCRIPTS) {
            return ignore();
        }
        var who = role.equals("user") ? Utterance.Role.USER : Utterance.Role.AGENT;
        return tell(() -> listener.transcript(new Utterance(who, cut(text.textValue()))));
    }

    /// Cut to what is kept, never between the halves of one character.
    private static String cut(String text) {
        if (text.length() <= LONGEST_TRANSCRIPT) {
            return text;
        }
        var half = Character.isHighSurrogate(text.charAt(LONGEST_TRANSCRIPT - 1));
        return text.substring(0, half ? LONGEST_TRANSCRIPT - 1 : LONGEST_TRANSCRIPT);
    }
}
