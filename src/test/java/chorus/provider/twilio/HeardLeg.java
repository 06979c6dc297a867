package chorus.provider.twilio;

import chorus.audio.Frame;
import chorus.call.EndReason;
import chorus.provider.Leg;
import java.util.ArrayList;
import java.util.List;

/// Writes down what a leg tells.
final class HeardLeg implements Leg.Listener {
    private final List<EndReason> ended = new ArrayList<>();
    private final StringBuilder keys = new StringBuilder();

    List<EndReason> ended() {
        return ended;
    }

    String keys() {
        return keys.toString();
    }

    @Override
    public void heard(Frame frame) {}

    @Override
    public void pressed(char digit) {
        keys.append(digit);
    }

    @Override
    public void held(boolean sounds) {}

    @Override
    public void resumed() {}

    @Override
    public void reached(String mark, long heardMillis, boolean played) {}

    @Override
    public void ended(EndReason reason) {
        ended.add(reason);
    }
}
