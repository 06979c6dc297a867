package chorus.audio;

/// The sixteen keys of a telephone and their pairs of tones (ITU-T Q.23).
///
/// ```
///          1209  1336  1477  1633 Hz
///  697 Hz   1     2     3     A
///  770 Hz   4     5     6     B
///  852 Hz   7     8     9     C
///  941 Hz   *     0     #     D
/// ```
public final class Keys {
    static final double[] ROW = {697, 770, 852, 941};
    static final double[] COLUMN = {1209, 1336, 1477, 1633};
    private static final String PAD = "123A456B789C*0#D";

    private static final int TONE_MILLIS = 100;
    private static final int PAUSE_MILLIS = 100;
    /// -9 and -7 dBm0: lines weaken the higher tone more.
    private static final double ROW_PEAK = 7900;

    private static final double COLUMN_PEAK = 9950;

    private Keys() {}

    static char at(int row, int column) {
        return PAD.charAt(4 * row + column);
    }

    /// A key as sound in a law of G.711: 100 ms of its two tones, 100 ms of silence. Nothing for what is no key.
    public static byte[] sound(AudioFormat law, char key) {
        var place = PAD.indexOf(Character.toUpperCase(key));
        if (place < 0) {
            return new byte[0];
        }
        var row = 2 * Math.PI * ROW[place / 4] / 8000;
        var column = 2 * Math.PI * COLUMN[place % 4] / 8000;
        var sound = Tones.silence(law, TONE_MILLIS + PAUSE_MILLIS);
        for (int i = 0; i < TONE_MILLIS * AudioFormat.BYTES_PER_MS; i++) {
            var sample = ROW_PEAK * Math.sin(row * i) + COLUMN_PEAK * Math.sin(column * i);
            sound[i] = G711.code(law, (int) Math.round(sample));
        }
        return sound;
    }
}
