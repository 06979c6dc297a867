package chorus.fake;

import java.util.Arrays;

/// How whole a tone was heard, judged every 20 ms between its first and its last.
///
/// @param windows      how many
/// @param whole        those in which little but the tone is heard, at no less than half its strength
/// @param longestGapMs the longest time without one
public record Continuity(int windows, int whole, int longestGapMs) {
    private static final int WINDOW = 160;
    private static final double PURE = 0.8;

    /// @param pcmu      what was heard
    /// @param amplitude the peak with which the tone was said
    public static Continuity of(byte[] pcmu, double hertz, double amplitude) {
        var first = -1;
        var last = -1;
        for (int at = 0; at + WINDOW <= pcmu.length; at += WINDOW) {
            if (isWhole(pcmu, at, hertz, amplitude)) {
                first = first < 0 ? at : first;
                last = at;
            }
        }
        var whole = 0;
        var gap = 0;
        var longest = 0;
        for (int at = first; first >= 0 && at <= last; at += WINDOW) {
            var heard = isWhole(pcmu, at, hertz, amplitude);
            whole += heard ? 1 : 0;
            gap = heard ? 0 : gap + 20;
            longest = Math.max(longest, gap);
        }
        return new Continuity(first < 0 ? 0 : (last - first) / WINDOW + 1, whole, longest);
    }

    public double wholeShare() {
        return windows == 0 ? 0 : (double) whole / windows;
    }

    private static boolean isWhole(byte[] pcmu, int from, double hertz, double amplitude) {
        var window = Arrays.copyOfRange(pcmu, from, from + WINDOW);
        return PhoneLaw.MU.share(window, hertz) > PURE && PhoneLaw.MU.loudness(window) * Math.sqrt(2) > amplitude / 2;
    }
}
