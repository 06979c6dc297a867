package chorus.provider;

import chorus.audio.AudioFormat;
import chorus.audio.MediaLoop;
import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.Refusal;
import chorus.phonebook.PhoneNumber;
import java.util.Optional;

/// A call that waits for a decision: exactly one of [#refuse] and [#answer], once.
public interface IncomingCall {
    Arrival arrival();

    /// The number that was dialled, as it was when its line was attached.
    PhoneNumber number();

    /// The loop on which this call's media will live.
    MediaLoop mediaLoop();

    /// Why the caller is gone already, if it is.
    Optional<EndReason> gone();

    /// Lets the caller hear that it rings, and gets ready to answer beside whatever else happens meanwhile.
    ///
    /// @param format what the other side of the bridge will speak
    void ring(AudioFormat format);

    /// Turns the call away, unanswered. Does nothing when the caller is gone.
    void refuse(Refusal refusal);

    /// Takes the call; blocks until the network has it.
    ///
    /// @param format what the other side of the bridge speaks; the leg transcodes at its edge
    Answer answer(AudioFormat format);

    sealed interface Answer {
        record Answered(Leg leg) implements Answer {}

        /// The caller gave up first, or the answer could not be made.
        record NotAnswered(Ending ending, String detail) implements Answer {}
    }
}
