package chorus.rtp;

/// Reads keys from telephone events (RFC 4733 §2.3), each press once, at the first packet of it that comes.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |     event     |E|R| volume    |          duration             |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
/// All packets of a press carry the timestamp of its beginning; that, not the marker or the end bit, tells
/// presses apart. A press longer than 65,535 samples goes on under a new timestamp (§2.5.1.3).
final class EventReceiver {
    static final int LENGTH = 4;
    static final char NONE = 0;
    static final String KEYS = "0123456789*#ABCD";

    /// No two presses are closer than this: 40 ms.
    private static final int TOLERANCE = 320;
    /// No packet is under way for longer, so an older timestamp is that of a clock set anew: 5 s.
    private static final int LATEST = 40_000;

    private static final int REMEMBERED = 8;

    private final int[] begun = new int[REMEMBERED];
    private int remembered;
    private int newest;
    private int event;
    private int duration;
    private boolean ended;
    private long presses;

    /// Begins anew, as with another sender.
    void restart() {
        remembered = 0;
    }

    /// @return the key of a press not reported before, or [#NONE]
    char accept(int timestamp, boolean marker, byte[] bytes, int offset, int length) {
        if (length < LENGTH || (bytes[offset] & 0xFF) >= KEYS.length()) {
            return NONE;
        }
        var key = bytes[offset] & 0xFF;
        var over = (bytes[offset + 1] & 0x80) != 0;
        var lasted = Bits.unsigned16(bytes, offset + 2);
        if (known(timestamp)) {
            if (timestamp == newest) {
                duration = Math.max(duration, lasted);
                ended |= over;
            }
            return NONE;
        }
        var later = timestamp - newest;
        if (remembered > 0 && later < 0 && later > -LATEST) {
            return press(timestamp, key);
        }
        var near = later > 0 && later <= duration + TOLERANCE;
        var goesOn = remembered > 0 && !marker && !ended && key == event && near;
        newest = timestamp;
        event = key;
        duration = lasted;
        ended = over;
        if (goesOn) {
            remember(timestamp);
            return NONE;
        }
        return press(timestamp, key);
    }

    long presses() {
        return presses;
    }

    private char press(int timestamp, int key) {
        remember(timestamp);
        presses++;
        return KEYS.charAt(key);
    }

    private boolean known(int timestamp) {
        for (int i = 0; i < Math.min(remembered, REMEMBERED); i++) {
            if (begun[i] == timestamp) {
                return true;
            }
        }
        return false;
    }

    private void remember(int timestamp) {
        begun[remembered % REMEMBERED] = timestamp;
        remembered = remembered == Integer.MAX_VALUE ? REMEMBERED : remembered + 1;
    }
}
