package chorus.provider;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Refusal;
import java.util.Optional;
import java.util.UUID;

/// A call that waits for a decision: exactly one of [#refuse] and [#answer], once.
public interface IncomingCall {
    Arrival arrival();

    /// The number that was dialled.
    UUID phoneNumberId();

    /// The loop on which this call's media will live.
    MediaLoop mediaLoop();

    /// Why the caller is gone already, if it is.
    Optional<EndReason> gone();

    /// Turns the call away, unanswered. Does nothing when the caller is gone.
    void refuse(Refusal refusal);

    /// Takes the call; blocks until the network has it.
    ///
    /// @param format what the other side of the bridge speaks; the leg transcodes at its edge
    Answer answer(AudioFormat format);

    sealed interface Answer {
        record Answered(Leg leg) implements Answer {}

        /// The caller gave up first, or the answer could not be made.
        record NotAnswered(chorus.call.Ending ending, String detail) implements Answer {}
    }
}
