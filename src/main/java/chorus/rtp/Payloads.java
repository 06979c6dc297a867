package chorus.rtp;

import chorus.audio.AudioFormat;
import java.util.OptionalInt;

/// Which payload types were agreed, and what they stand for. Each side numbers what it receives itself (RFC 3264 §5.1).
///
/// @param codec          how both directions are written on the wire
/// @param sent           the codec's payload type in what we send, 0–127
/// @param received       the same in what we receive
/// @param eventsSent     the payload type of `telephone-event` in what we send, if the peer takes any
/// @param eventsReceived the same in what we receive, if the peer may send any
public record Payloads(AudioFormat codec, int sent, int received, OptionalInt eventsSent, OptionalInt eventsReceived) {
    public Payloads {
        check(sent, eventsSent);
        check(received, eventsReceived);
    }

    /// The same numbers in both directions.
    public static Payloads same(AudioFormat codec, int type, OptionalInt events) {
        return new Payloads(codec, type, type, events, events);
    }

    private static void check(int type, OptionalInt events) {
        if (type < 0 || type > 127) {
            throw new IllegalArgumentException("A payload type is 0 to 127, not " + type + ".");
        }
        events.ifPresent(number -> {
            if (number < 0 || number > 127 || number == type) {
                throw new IllegalArgumentException(
                        "Telephone events need a payload type of their own from 0 to 127, not " + number + ".");
            }
        });
    }
}
