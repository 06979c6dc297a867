package chorus.provider.sip;

import chorus.audio.Frame;
import chorus.audio.KeyDetector;
import chorus.call.EndReason;
import chorus.provider.Leg;
import chorus.rtp.RtpListener;
import chorus.rtp.RtpParameters;
import org.jspecify.annotations.Nullable;

/// Hears the phone of one call, for whoever listens to it: sound, keys however they come, hold, and the end.
///
/// Owned by the media loop of the call.
final class Ear implements RtpListener {
    private static final int MOST_EARLY = 64;

    private final KeyPresses keys = new KeyPresses();
    private Leg.@Nullable Listener listener;
    private @Nullable EndReason over;
    /// Pressed before anybody listened.
    private final StringBuilder early = new StringBuilder();
    private boolean telephoneEvents = true;
    private boolean covered;
    private boolean held;
    private boolean sounds;

    /// Begins to tell, first of all what has happened already.
    void listen(Leg.Listener newListener) {
        listener = newListener;
        if (held) {
            newListener.held(sounds);
        }
        early.chars().forEach(key -> newListener.pressed((char) key));
        early.setLength(0);
        if (over != null) {
            newListener.ended(over);
        }
    }

    /// Takes what was agreed on: whether keys come as telephone events, and whether the phone hears us.
    void agreed(RtpParameters agreed) {
        telephoneEvents = agreed.payloads().eventsReceived().isPresent();
        var wasHeld = held;
        var sounded = sounds;
        held = !agreed.sending();
        sounds = agreed.receiving();
        if (listener == null) {
            return;
        }
        if (held && (!wasHeld || sounds != sounded)) {
            listener.held(sounds);
        } else if (wasHeld && !held) {
            listener.resumed();
        }
    }

    /// Passes sound on no more, or again.
    void cover(boolean ear) {
        covered = ear;
    }

    @Override
    public void heard(Frame frame) {
        if (listener == null) {
            return;
        }
        if (!covered) {
            listener.heard(frame);
        }
        if (!telephoneEvents) {
            var key = keys.heard(frame, System.nanoTime());
            if (key != KeyDetector.NONE) {
                pressed(key);
            }
        }
    }

    @Override
    public void pressed(char digit) {
        if (listener != null) {
            listener.pressed(digit);
        } else if (early.length() < MOST_EARLY) {
            early.append(digit);
        }
    }

    /// Takes a key told by INFO, which counts only where none can come as telephone events, or each would count twice.
    void informed(char key) {
        if (!telephoneEvents && keys.isNew(key, System.nanoTime())) {
            pressed(key);
        }
    }

    @Override
    public void reached(String mark, long heardMillis, boolean played) {
        if (listener != null) {
            listener.reached(mark, heardMillis, played);
        }
    }

    @Override
    public void lost() {
        ended(EndReason.MEDIA_LOST);
    }

    /// It is over; the first reason counts.
    void ended(EndReason reason) {
        if (over != null) {
            return;
        }
        over = reason;
        if (listener != null) {
            listener.ended(reason);
        }
    }
}
