package chorus.switchboard;

import chorus.audio.Frame;
import chorus.call.Moment.Kind;

/// Whatever hears a conversation without taking part: its timeline, and who listens. Told by the media loop.
record Witness(Timeline timeline, Taps taps) {
    void heard(Frame frame) {
        timeline.heard(frame);
        taps.heard(frame);
    }

    void said(Frame frame) {
        timeline.said(frame);
        taps.said(frame);
    }

    void cleared() {
        timeline.cleared();
        taps.cleared();
    }

    void saw(Kind kind, String detail) {
        timeline.add(kind, detail);
    }
}
