package chorus.rtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes down what a playout sends, with the time of a hand-turned clock.
final class SentPackets implements Playout.Packets {
    static final long MS = 1_000_000;

    @SuppressWarnings("ArrayRecordComponent")
    record Sent(long atMillis, boolean event, boolean marker, int timestamp, byte[] payload) {}

    final List<Sent> all = new ArrayList<>();
    long now;

    @Override
    public void sound(boolean marker, int timestamp, byte[] payload, int length) {
        all.add(new Sent(now / MS, false, marker, timestamp, Arrays.copyOf(payload, length)));
    }

    @Override
    public void event(boolean marker, int timestamp, byte[] payload, int length) {
        all.add(new Sent(now / MS, true, marker, timestamp, Arrays.copyOf(payload, length)));
    }

    /// Those that carry something else than silence.
    List<Sent> spoken() {
        return all.stream().filter(packet -> !silent(packet)).toList();
    }

    List<Long> spokenTimes() {
        return spoken().stream().map(Sent::atMillis).toList();
    }

    private static boolean silent(Sent packet) {
        for (var code : packet.payload()) {
            if (code != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }
}
