package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sound as Voximplant puts it on a WebSocket: `start`, `media`, `stop`, both ways. Understands ours as the cloud does,
/// and notes where the cloud would be silent.
///
/// Not thread-safe; its owner takes care.
final class MediaFrames {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Integer> RATES = Map.of("ULAW", 8000, "ALAW", 8000, "PCM8", 8000, "PCM16", 16000);

    private final List<String> warnings = new ArrayList<>();
    private boolean started;
    private boolean understood;
    private long expectedSequence;
    private long expectedChunk;
    private long expectedTimestamp;
    private long sequence;
    private long chunk;
    private long samples;

    /// What arrived.
    sealed interface Arrival {
        record Started(String encoding) implements Arrival {}

        final class Sound implements Arrival {
            private final byte[] pcmu;

            Sound(byte[] pcmu) {
                this.pcmu = pcmu;
            }

            byte[] pcmu() {
                return pcmu;
            }
        }

        record Nothing() implements Arrival {}
    }

    Arrival read(JsonNode message) {
        return switch (message.path("event").asText()) {
            case "start" -> start(message);
            case "media" -> media(message);
            case "stop" -> {
                started = false;
                yield new Arrival.Nothing();
            }
            default -> {
                warnings.add("an unknown event in " + message);
                yield new Arrival.Nothing();
            }
        };
    }

    private Arrival start(JsonNode message) {
        counted(message, "sequenceNumber", message.path("sequenceNumber"), expectedSequence++);
        var format = message.at("/start/mediaFormat");
        var encoding = format.path("encoding").asText();
        started = true;
        understood = Optional.ofNullable(RATES.get(encoding))
                .filter(rate -> rate == format.path("sampleRate").asInt())
                .isPresent();
        if (!understood) {
            warnings.add("a format that is not understood: " + format);
            return new Arrival.Nothing();
        }
        return new Arrival.Started(encoding);
    }

    private Arrival media(JsonNode message) {
        var media = message.path("media");
        counted(message, "sequenceNumber", message.path("sequenceNumber"), expectedSequence++);
        counted(message, "chunk", media.path("chunk"), expectedChunk++);
        counted(message, "timestamp", media.path("timestamp"), expectedTimestamp);
        var sound = Base64.getDecoder().decode(media.path("payload").asText());
        expectedTimestamp += sound.length;
        if (!started) {
            warnings.add("sound before start");
        }
        return started && understood ? new Arrival.Sound(sound) : new Arrival.Nothing();
    }

    private void counted(JsonNode message, String name, JsonNode value, long expected) {
        if (!value.isMissingNode() && value.asLong(-1) != expected) {
            warnings.add("the " + name + " is not " + expected + " in "
                    + message.toString()
                            .substring(0, Math.min(120, message.toString().length())));
        }
    }

    List<String> warnings() {
        return warnings;
    }

    // What the cloud sends.

    String started(String encoding) {
        var message = JSON.createObjectNode().put("event", "start").put("sequenceNumber", sequence++);
        var start = message.putObject("start");
        start.putObject("mediaFormat").put("encoding", encoding).put("sampleRate", RATES.getOrDefault(encoding, 8000));
        start.put("customParameters", "{}");
        return message.toString();
    }

    String sound(byte[] pcmu) {
        var message = JSON.createObjectNode().put("event", "media").put("sequenceNumber", sequence++);
        message.putObject("media")
                .put("chunk", chunk++)
                .put("timestamp", samples)
                .put("payload", Base64.getEncoder().encodeToString(pcmu));
        samples += pcmu.length;
        return message.toString();
    }

    String stopped() {
        var message = JSON.createObjectNode().put("event", "stop").put("sequenceNumber", sequence++);
        message.putObject("stop")
                .putObject("mediaInfo")
                .put("bytesSent", samples)
                .put("duration", samples / 8000);
        return message.toString();
    }
}
