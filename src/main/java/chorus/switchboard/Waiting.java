package chorus.switchboard;

import chorus.audio.Frame;
import chorus.call.EndReason;
import chorus.provider.Leg;
import java.util.function.Consumer;

/// Hears of a leg's end only: nobody is there to speak with.
record Waiting(Consumer<EndReason> gone) implements Leg.Listener {
    @Override
    public void heard(Frame frame) {
        // Nobody listens.
    }

    @Override
    public void pressed(char digit) {
        // Nobody reads.
    }

    @Override
    public void held(boolean sounds) {
        // Nobody need fall silent.
    }

    @Override
    public void resumed() {
        // Nobody waited.
    }

    @Override
    public void reached(String mark, long heardMillis, boolean played) {
        // Nobody spoke.
    }

    @Override
    public void ended(EndReason reason) {
        gone.accept(reason);
    }
}
