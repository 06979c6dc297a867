package chorus.switchboard;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.call.EndReason;
import chorus.phonebook.AgentRuntime;
import chorus.provider.Leg;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The one sentence a caller hears from the switchboard itself, at the end of a call that somebody else ends.
final class Farewell {
    static final String SENTENCE = "We are sorry, the connection to our assistant was lost. Please call again.";

    static final String TIME_IS_UP = "We are sorry, this call has reached its longest time and ends now. Goodbye.";
    static final String MONEY_IS_UP = "We are sorry, this call cannot go on any longer. Goodbye.";
    private static final String MARK = "farewell";
    private static final Map<EndReason, String> LIMITS =
            Map.of(EndReason.TIME_LIMIT, TIME_IS_UP, EndReason.BALANCE_SPENT, MONEY_IS_UP);
    private static final long MAX_SECONDS = 8;

    private final Speech speech;

    Farewell(Speech speech) {
        this.speech = speech;
    }

    /// What is said before a call ends so, if anything: on the limits only where the agent is ours, for an agent of the
    /// customer's would be interrupted by a voice that is not its own.
    static Optional<String> sentence(EndReason reason, AgentRuntime runtime) {
        var ours = switch (runtime) {
            case AgentRuntime.Builtin _ -> true;
            case AgentRuntime.WebSocket _ -> false;
        };
        if (reason == EndReason.AGENT_LOST) {
            return Optional.of(SENTENCE);
        }
        return Optional.ofNullable(ours ? LIMITS.get(reason) : null);
    }

    /// Blocks until the caller has heard it, hung up, or long enough has passed.
    void say(Leg leg, String sentence) {
        var sound = speech.pcmu(sentence);
        if (sound.length == 0) {
            return;
        }
        var heard = new CompletableFuture<Void>();
        leg.onLoop(() -> {
            leg.resume();
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
        public void held(boolean sounds) {
            // Whoever holds will not hear it, which the time limit takes care of.
        }

        @Override
        public void resumed() {
            // Nobody is left to go on.
        }

        @Override
        public void ended(EndReason reason) {
            done.complete(null);
        }
    }
}
