package chorus.provider.sip;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.KeyDetector;

/// The keys of a phone that has no telephone events: told by INFO, or heard as tones, each press once though it may
/// come both ways.
///
/// Whoever tells keys by INFO is believed, and its tones are not listened to any more. Owned by the media loop of the
/// call; knows the time only as `now`.
final class KeyPresses {
    /// A tone and an INFO this close together are the same press.
    private static final long SAME_NANOS = 2_000_000_000L;

    private final KeyDetector tones = new KeyDetector(AudioFormat.PCMU);
    private boolean byInfo;
    private char heard = KeyDetector.NONE;
    private long heardAt;

    /// @return the key that was pressed in this sound, or [KeyDetector#NONE]
    char heard(Frame frame, long now) {
        if (byInfo || frame.format() != AudioFormat.PCMU) {
            return KeyDetector.NONE;
        }
        var key = tones.hear(frame.bytes(), frame.offset(), frame.length());
        if (key != KeyDetector.NONE) {
            heard = key;
            heardAt = now;
        }
        return key;
    }

    /// Whether a key told by INFO is a press of its own.
    boolean isNew(char key, long now) {
        byInfo = true;
        var same = key == heard && now - heardAt < SAME_NANOS;
        heard = KeyDetector.NONE;
        return !same;
    }
}
