package chorus.switchboard;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.G711;
import chorus.audio.SoundRing;
import java.util.Arrays;
import java.util.function.Consumer;

/// One listener's copy of a conversation: the media loop writes, the listener reads.
///
/// The caller's sound comes in real time and is kept short; the agent's comes ahead and waits for its time.
final class Wiretap implements LiveSound {
    private static final int CALLER_MILLIS = 1_000;
    private static final int AGENT_MILLIS = 120_000;
    private static final int LATE_BYTES = 400 * AudioFormat.BYTES_PER_MS;
    private static final int KEPT_BYTES = 80 * AudioFormat.BYTES_PER_MS;

    private final SoundRing caller = new SoundRing(CALLER_MILLIS);
    private final SoundRing agent = new SoundRing(AGENT_MILLIS);
    private final Consumer<Wiretap> remove;
    private byte[] other = {};
    private volatile boolean over;

    Wiretap(Consumer<Wiretap> remove) {
        this.remove = remove;
    }

    void heard(Frame frame) {
        caller.write(frame.bytes(), frame.offset(), frame.length());
    }

    void said(Frame frame) {
        agent.write(frame.bytes(), frame.offset(), frame.length());
    }

    void cleared() {
        agent.clear();
    }

    void end() {
        over = true;
    }

    @Override
    public void read(byte[] pcmu, int length) {
        if (other.length < length) {
            other = new byte[length];
        }
        if (caller.available() > LATE_BYTES) {
            caller.skipTo(KEPT_BYTES);
        }
        var ofCaller = caller.read(pcmu, length);
        Arrays.fill(pcmu, ofCaller, length, AudioFormat.PCMU.silence());
        var ofAgent = agent.read(other, length);
        for (var i = 0; i < ofAgent; i++) {
            var sum = G711.linear(AudioFormat.PCMU, pcmu[i]) + G711.linear(AudioFormat.PCMU, other[i]);
            pcmu[i] = G711.code(AudioFormat.PCMU, sum);
        }
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public void close() {
        remove.accept(this);
    }
}
