package chorus.fake;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A call out that exists on paper only: it rings at once, and the test says what becomes of it.
public final class PaperOutgoingCall implements OutgoingCall {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final PaperLeg leg = new PaperLeg();
    private volatile long dialledNanos;
    private volatile boolean dialled;

    public boolean isDialled() {
        return dialled;
    }

    /// When it was dialled, on [System#nanoTime]'s clock.
    public long dialledNanos() {
        Patience.until("a dialled call", () -> dialled);
        return dialledNanos;
    }

    public PaperLeg leg() {
        return leg;
    }

    public void isAnswered() {
        outcome.complete(new Outcome.Answered(leg, Optional.empty()));
    }

    public void isRefused(EndReason reason, int code, String phrase) {
        outcome.complete(new Outcome.NotAnswered(
                reason, "SIP/2.0 " + code + " " + phrase, Optional.of(new NetworkAnswer(code, phrase))));
    }

    @Override
    public MediaLoop mediaLoop() {
        return new MediaLoop(0);
    }

    @Override
    public Outcome dial(AudioFormat format, Progress progress) {
        dialledNanos = System.nanoTime();
        dialled = true;
        progress.ringing();
        return outcome.join();
    }

    @Override
    public void cancel(Ending why) {
        outcome.complete(new Outcome.NotAnswered(why, "The call was taken back.", Optional.empty()));
    }
}
