package chorus.audio;

import java.util.Arrays;

/// What is heard instead of lost sound: the last 20 ms again and again, fading to silence within 60 ms.
public final class Concealment {
    private static final int REMEMBERED = 20 * AudioFormat.BYTES_PER_MS;
    private static final int FADE = 60 * AudioFormat.BYTES_PER_MS;

    private final byte[] last = new byte[REMEMBERED];
    private AudioFormat format = AudioFormat.PCMU;
    private int length;
    private int invented;

    /// Keeps the end of a frame that was heard.
    public void remember(AudioFormat heardFormat, byte[] bytes, int offset, int count) {
        format = heardFormat;
        length = Math.min(count, REMEMBERED);
        System.arraycopy(bytes, offset + count - length, last, 0, length);
        invented = 0;
    }

    /// Writes `count` bytes that go on where the last frame, or the last concealment, ended.
    public void conceal(AudioFormat wanted, byte[] target, int offset, int count) {
        if (wanted != format || length == 0) {
            Arrays.fill(target, offset, offset + count, wanted.silence());
            return;
        }
        for (int i = 0; i < count; i++) {
            target[offset + i] = next();
        }
    }

    /// Whether nothing but silence is left to invent.
    public boolean faded() {
        return length == 0 || invented >= FADE;
    }

    private byte next() {
        if (invented >= FADE) {
            return format.silence();
        }
        var sample = G711.linear(format, last[invented % length]) * (FADE - invented) / FADE;
        invented++;
        return G711.code(format, sample);
    }
}
