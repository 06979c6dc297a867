package chorus.provider.sip;

import chorus.call.Rung;
import chorus.call.Rung.Way;
import chorus.sip.transport.Target;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// One message of a ladder that is still growing. It keeps the very bytes that went, or the beginning of long ones.
final class LadderMessage {
    private static final int LONGEST = 16 * 1024;

    private final Way way;
    private final Target peer;
    private final byte[] bytes;
    private final int length;
    private final long at;
    private long lastAt;
    private int times = 1;

    /// @param at in nanoseconds of [System#nanoTime]
    LadderMessage(Way way, Target peer, byte[] bytes, long at) {
        this.way = way;
        this.peer = peer;
        this.length = bytes.length;
        this.bytes = bytes.length <= LONGEST ? bytes : Arrays.copyOf(bytes, LONGEST);
        this.at = at;
        this.lastAt = at;
    }

    Way way() {
        return way;
    }

    /// How many bytes are kept.
    int kept() {
        return bytes.length;
    }

    /// Counts the message once more if it is this one again.
    boolean isAgain(byte[] other, long now) {
        if (length > LONGEST || !Arrays.equals(bytes, other)) {
            return false;
        }
        times++;
        lastAt = now;
        return true;
    }

    /// The message as it is now, to be read while this one goes on counting. The bytes never change.
    LadderMessage copy() {
        return new LadderMessage(this);
    }

    private LadderMessage(LadderMessage other) {
        this.way = other.way;
        this.peer = other.peer;
        this.bytes = other.bytes;
        this.length = other.length;
        this.at = other.at;
        this.lastAt = other.lastAt;
        this.times = other.times;
    }

    /// @param zero when the call began
    Rung rung(long zero) {
        return new Rung(
                millis(at - zero),
                way,
                place(),
                peer.transport().name(),
                Masking.text(bytes, length),
                times,
                millis(lastAt - zero));
    }

    private String place() {
        var host = peer.address().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.port();
    }

    private static long millis(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
