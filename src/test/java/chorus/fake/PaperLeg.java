package chorus.fake;

import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.call.EndReason;
import chorus.call.Quality;
import chorus.provider.Leg;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/// A leg without a phone: what is played on it is heard at once, and whoever listens is told what the test says.
public final class PaperLeg implements Leg {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private Leg.Listener listener = new Deaf();
    private boolean hungUp;

    public synchronized byte[] heard() {
        return heard.toByteArray();
    }

    public synchronized boolean isHungUp() {
        return hungUp;
    }

    public synchronized void callerHangsUp() {
        listener.ended(EndReason.CALLER_HUNG_UP);
    }

    @Override
    public synchronized void onLoop(Runnable task) {
        task.run();
    }

    @Override
    public synchronized void listen(Leg.Listener newListener) {
        listener = newListener;
    }

    @Override
    public synchronized boolean play(Frame frame) {
        heard.write(frame.bytes(), frame.offset(), frame.length());
        return true;
    }

    @Override
    public synchronized void mark(String name) {
        listener.reached(name, heard.size() / 8, true);
    }

    @Override
    public synchronized long stopPlaying() {
        return heard.size() / 8;
    }

    @Override
    public void sendDigits(String digits) {
        // Nobody is there to hear them.
    }

    @Override
    public void hold(HoldSound sound) {
        // Nobody is there to wait.
    }

    @Override
    public void resume() {
        // Nobody is there to go on.
    }

    @Override
    public synchronized void hangUp() {
        hungUp = true;
    }

    @Override
    public String agreed() {
        return "paper";
    }

    @Override
    public String mediaSummary() {
        return "nothing was sent";
    }

    @Override
    public Optional<String> mediaTrouble() {
        return Optional.empty();
    }

    @Override
    public Optional<Quality> quality() {
        return Optional.empty();
    }

    private static final class Deaf implements Leg.Listener {
        @Override
        public void heard(Frame frame) {}

        @Override
        public void pressed(char digit) {}

        @Override
        public void held(boolean sounds) {}

        @Override
        public void resumed() {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}

        @Override
        public void ended(EndReason reason) {}
    }
}
