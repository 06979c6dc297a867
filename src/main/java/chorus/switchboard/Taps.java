package chorus.switchboard;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who listens to one conversation. The media loop tells them; others come and go.
final class Taps {
    private static final int MOST = 5;

    private final List<Wiretap> taps = new CopyOnWriteArrayList<>();
    private boolean over;

    /// @return empty when as many listen as may, or nobody talks any more
    synchronized Optional<LiveSound> add() {
        if (over || taps.size() >= MOST) {
            return Optional.empty();
        }
        var tap = new Wiretap(taps::remove);
        taps.add(tap);
        return Optional.of(tap);
    }

    void heard(Frame frame) {
        if (!taps.isEmpty() && frame.format() == AudioFormat.PCMU) {
            taps.forEach(tap -> tap.heard(frame));
        }
    }

    void said(Frame frame) {
        if (!taps.isEmpty() && frame.format() == AudioFormat.PCMU) {
            taps.forEach(tap -> tap.said(frame));
        }
    }

    void cleared() {
        taps.forEach(Wiretap::cleared);
    }

    synchronized void end() {
        over = true;
        taps.forEach(Wiretap::end);
    }
}
