package chorus.rtp;

/// Writes keys as telephone events (RFC 4733 §2.5.1): a packet every 20 ms.
///
/// ```
/// step     0    1    2    3    4     5     6    7  8  9
/// packet  20   40   60   80  100E  100E  100E   –  –  –     milliseconds of duration; E: the end bit
/// ```
/// The tone ends 100 ms after it began, and the next begins 100 ms later.
final class EventSender {
    static final int LIMIT = 64;

    private static final int STEP_SAMPLES = 160;
    private static final int FIRST_END = 4;
    private static final int LAST_END = 6;
    private static final int LAST_STEP = 9;
    private static final int END = 0x80;
    /// Power of the tone in -dBm0.
    private static final int VOLUME = 10;

    private final byte[] keys = new byte[LIMIT];
    private int head;
    private int waiting;
    private int step;

    /// Queues digits; characters that are no keys are skipped.
    ///
    /// @return false when there are too many
    boolean add(String digits) {
        if (digits.length() > LIMIT - waiting) {
            return false;
        }
        for (int i = 0; i < digits.length(); i++) {
            var key = EventReceiver.KEYS.indexOf(Character.toUpperCase(digits.charAt(i)));
            if (key >= 0) {
                keys[(head + waiting) % LIMIT] = (byte) key;
                waiting++;
            }
        }
        return true;
    }

    void clear() {
        waiting = 0;
        step = 0;
    }

    boolean busy() {
        return waiting > 0;
    }

    /// Whether the step to come begins a tone.
    boolean begins() {
        return step == 0;
    }

    /// Takes a step.
    ///
    /// @return whether it has a packet, now in the first four bytes of `target`
    boolean step(byte[] target) {
        var now = step++;
        var sounding = now <= LAST_END;
        if (sounding) {
            target[0] = keys[head];
            target[1] = (byte) (now >= FIRST_END ? END | VOLUME : VOLUME);
            Bits.put16(target, 2, (Math.min(now, FIRST_END) + 1) * STEP_SAMPLES);
        }
        if (now == LAST_STEP) {
            step = 0;
            head = (head + 1) % LIMIT;
            waiting--;
        }
        return sounding;
    }
}
