package chorus.provider;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import java.util.Optional;

/// A call that we place: dialled once.
public interface OutgoingCall {
    /// The loop on which this call's media will live.
    MediaLoop mediaLoop();

    /// Dials; blocks until somebody answers, or until it is known that nobody does: refused, unanswered within the
    /// number's ring time, or canceled.
    ///
    /// @param format what the other side of the bridge speaks; the leg transcodes at its edge
    /// @param progress told of the way there, on any thread; must not block
    Outcome dial(AudioFormat format, Progress progress);

    /// Takes the call back unless it is answered already. Safe from any thread, at any time, more than once. A leg
    /// that comes about nevertheless is hung up by whoever gets it.
    ///
    /// @param why what [#dial] returns then
    void cancel(Ending why);

    /// Hears of the way to an answer.
    interface Progress {
        /// The far side rings. Called once at most.
        void ringing();
    }

    sealed interface Outcome {
        /// @param answer the network's own words
        record Answered(Leg leg, Optional<NetworkAnswer> answer) implements Outcome {}

        /// @param answer the network's own words, if it said anything
        /// @param detail one sentence for the trace that names the line of the peer's message that decided
        record NotAnswered(Ending ending, String detail, Optional<NetworkAnswer> answer) implements Outcome {}
    }
}
