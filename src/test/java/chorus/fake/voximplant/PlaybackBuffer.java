package chorus.fake.voximplant;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/// What the cloud keeps of our sound until it is played: ten seconds. What does not fit is lost without a word.
///
/// Not thread-safe; its owner takes care.
final class PlaybackBuffer {
    private static final int MOST = 10 * 8000;
    private static final int FRAMES_OF_SILENCE = 50;

    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private int size;
    private long lost;
    private int silentFrames = -1;

    /// @param pcmu of any length
    void add(byte[] pcmu) {
        var room = Math.min(pcmu.length, MOST - size);
        lost += pcmu.length - room;
        if (room > 0) {
            pieces.add(Arrays.copyOf(pcmu, room));
            size += room;
            silentFrames = 0;
        }
    }

    void clear() {
        pieces.clear();
        size = 0;
    }

    /// @return the next 20 ms, or what there is of them
    Optional<byte[]> next() {
        if (size == 0) {
            silentFrames += silentFrames < 0 ? 0 : 1;
            return Optional.empty();
        }
        silentFrames = 0;
        var frame = new byte[Math.min(Person.FRAME, size)];
        for (var filled = 0; filled < frame.length; ) {
            var piece = pieces.remove();
            var taken = Math.min(piece.length, frame.length - filled);
            System.arraycopy(piece, 0, frame, filled, taken);
            filled += taken;
            if (taken < piece.length) {
                pieces.addFirst(Arrays.copyOfRange(piece, taken, piece.length));
            }
        }
        size -= frame.length;
        return Optional.of(frame);
    }

    /// Whether it ran out a second ago; true once.
    boolean hasEnded() {
        if (silentFrames < FRAMES_OF_SILENCE) {
            return false;
        }
        silentFrames = -1;
        return true;
    }

    /// Bytes that did not fit.
    long lost() {
        return lost;
    }
}
