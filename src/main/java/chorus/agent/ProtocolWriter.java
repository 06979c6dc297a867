package chorus.agent;

import chorus.call.AnsweredBy;
import chorus.mediastream.MediaText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/// Words what an agent is told, and numbers it: `sequenceNumber` counts every message from `start` on.
///
/// Owned by the stream's media loop.
final class ProtocolWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StreamStart start;
    private final MediaText mediaText;
    private long sequence;

    ProtocolWriter(StreamStart start) {
        this.start = start;
        this.mediaText = new MediaText(start.streamSid());
    }

    static byte[] connected() {
        return bytes(event("connected").put("protocol", "Call").put("version", "1.0.0"));
    }

    byte[] start() {
        var message = event("start").put("sequenceNumber", next());
        var body = message.putObject("start")
                .put("accountSid", start.accountSid())
                .put("callSid", start.callSid())
                .put("streamSid", start.streamSid());
        body.putArray("tracks").add("inbound");
        body.putObject("mediaFormat")
                .put("encoding", "audio/x-mulaw")
                .put("sampleRate", 8000)
                .put("channels", 1);
        var parameters = body.putObject("customParameters");
        start.customParameters().forEach(parameters::put);
        return bytes(message.put("streamSid", start.streamSid()));
    }

    /// The caller's sound; see [MediaText] for what is valid how long.
    MediaText media(byte[] sound, int offset, int length, long timestampMillis) {
        sequence++;
        return mediaText.write(sequence, timestampMillis, sound, offset, length);
    }

    byte[] dtmf(char digit) {
        var message = numbered("dtmf");
        message.putObject("dtmf").put("track", "inbound_track").put("digit", String.valueOf(digit));
        return bytes(message);
    }

    byte[] mark(String name, long heardMillis, boolean played) {
        var message = numbered("mark");
        message.putObject("mark").put("name", name).put("heardMs", heardMillis).put("played", played);
        return bytes(message);
    }

    byte[] cleared(long heardMillis) {
        var message = numbered("cleared");
        message.putObject("cleared").put("heardMs", heardMillis);
        return bytes(message);
    }

    byte[] held(boolean sounds) {
        var message = numbered("hold");
        message.putObject("hold").put("sounds", sounds);
        return bytes(message);
    }

    byte[] resumed() {
        return bytes(numbered("resume"));
    }

    byte[] answeredBy(AnsweredBy who) {
        var message = numbered("answeredBy");
        message.putObject("answeredBy").put("who", who.code());
        return bytes(message);
    }

    byte[] transfer(String status, String reason) {
        var message = numbered("transfer");
        message.putObject("transfer").put("status", status).put("reason", reason);
        return bytes(message);
    }

    byte[] stop() {
        var message = numbered("stop");
        message.putObject("stop").put("accountSid", start.accountSid()).put("callSid", start.callSid());
        return bytes(message);
    }

    private ObjectNode numbered(String event) {
        return event(event).put("sequenceNumber", next()).put("streamSid", start.streamSid());
    }

    private static ObjectNode event(String name) {
        return JSON.createObjectNode().put("event", name);
    }

    private String next() {
        return Long.toString(++sequence);
    }

    private static byte[] bytes(ObjectNode message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (JsonProcessingException _) {
            return message.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
