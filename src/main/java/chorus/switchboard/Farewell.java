package chorus.switchboard;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.call.EndReason;
import chorus.provider.Leg;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The one sentence a caller hears when the agent is lost in mid-call.
final class Farewell {
    static final String SENTENCE = "We are sorry, the connection to our assistant was lost. Please call again.";

    private static final String MARK = "farewell";
    private static final long MAX_SECONDS = 8;

    private final Speech speech;

    Farewell(Speech speech) {
        this.speech = speech;
    }

    /// Blocks until the caller has heard it, hung up, or long enough has passed.
    void say(Leg leg) {
        var sound = speech.pcmu(SENTENCE);
        if (sound.length == 0) {
            return;
        }
        var heard = new CompletableFuture<Void>();
        leg.onLoop(() -> {
            leg.stopPlaying();
            leg.listen(new UntilHeard(heard));
            leg.play(new Frame().over(AudioFormat.PCMU, sound, 0, sound.length));
            leg.mark(MARK);
        });
        heard.completeOnTimeout(null, MAX_SECONDS, TimeUnit.SECONDS).join();
    }

    private record UntilHeard(CompletableFuture<Void> done) implements Leg.Listener {
        @Override
        public void heard(Frame frame) {
            // Nobody is left to listen.
        }

        @Override
        public void pressed(char digit) {
            // Nobody is left to answer.
        }

        @Override
        public void reached(String mark, long heardMillis, boolean played) {
            if (mark.equals(MARK)) {
                done.complete(null);
            }
        }

        @Override
        public void ended(EndReason reason) {
            done.complete(null);
        }
    }
}
