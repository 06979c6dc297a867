package chorus.fake;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.call.EndReason;
import chorus.call.Quality;
import chorus.provider.Leg;
import chorus.provider.TransferOutcome;
import chorus.provider.TransferTarget;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A leg without a phone: what is played on it is heard at once, and whoever listens is told what the test says.
public final class PaperLeg implements Leg {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private Leg.Listener listener = new Deaf();
    private volatile Function<TransferTarget, TransferOutcome> transfers =
            _ -> new TransferOutcome.Refused(405, "Method Not Allowed");
    private final StringBuilder pressed = new StringBuilder();
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
    public synchronized void sendDigits(String digits) {
        pressed.append(digits);
    }

    /// What the network answers when it is asked for a transfer.
    public void transfersEndWith(TransferOutcome newOutcome) {
        transfers = _ -> newOutcome;
    }

    /// The network answers when this is done.
    public void transfersAwait(CompletableFuture<TransferOutcome> answer) {
        transfers = _ -> answer.join();
    }

    /// The network answers when `answer` is done; `asked` tells that it was asked.
    public void transfersAwait(CompletableFuture<Boolean> asked, CompletableFuture<TransferOutcome> answer) {
        transfers = _ -> {
            asked.complete(true);
            return answer.join();
        };
    }

    /// Whether who listens is one of these.
    public synchronized boolean isHeardBy(Class<? extends Leg.Listener> kind) {
        return kind.isInstance(listener);
    }

    /// Sound from the far side.
    public synchronized void says(byte[] sound) {
        listener.heard(new Frame().over(AudioFormat.PCMU, sound, 0, sound.length));
    }

    public synchronized void presses(char digit) {
        listener.pressed(digit);
    }

    public synchronized String pressed() {
        return pressed.toString();
    }

    @Override
    public TransferOutcome transfer(TransferTarget target) {
        return transfers.apply(target);
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
