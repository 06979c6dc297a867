package chorus.provider.twilio;

import java.util.Optional;

/// What became of the sound of one call, over all the streams that it had, in words for the record.
final class StreamFigures {
    /// Of the streams that are over.
    private long framesIn;

    private long framesOut;
    private long bad;

    /// A stream of the call is over, and another one follows.
    void add(MediaSocket over) {
        framesIn += over.framesIn();
        framesOut += over.framesOut();
        bad += over.badMessages();
    }

    String summary(MediaSocket last, long echoesAfterClear) {
        return "Media Streams: " + (framesIn + last.framesIn()) + " messages of sound from Twilio, "
                + (framesOut + last.framesOut()) + " to it, " + (bad + last.badMessages()) + " not understood, "
                + echoesAfterClear + " echoes of dropped marks";
    }

    Optional<String> trouble(MediaSocket last) {
        return framesIn + last.framesIn() == 0
                ? Optional.of("Twilio opened the stream, and no sound of the caller came over it.")
                : Optional.empty();
    }
}
