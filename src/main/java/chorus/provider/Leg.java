package chorus.provider;

import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.call.AnsweredBy;
import chorus.call.EndReason;
import chorus.call.Quality;
import java.util.Optional;

/// The phone side of an answered call.
///
/// Everything but [#hangUp] and [#transfer] is called on the call's media loop, and so is the listener.
public interface Leg {
    /// Runs `task` on the call's media loop: now when called on it, soon otherwise.
    void onLoop(Runnable task);

    /// Begins to report. Before this, heard sound is dropped.
    void listen(Listener listener);

    /// Queues sound for the caller.
    ///
    /// @return false when the queue is full and the frame was dropped
    boolean play(Frame frame);

    /// Puts a mark behind everything queued so far.
    void mark(String name);

    /// Drops everything queued; pending marks are reported as not played.
    ///
    /// @return milliseconds of queued sound that the caller has heard since the call began
    long stopPlaying();

    /// Sends digits as the network does it: `0`–`9`, `*`, `#`, `A`–`D`.
    void sendDigits(String digits);

    /// Asks the network to connect the far side with somebody else. Blocks until the outcome was told, or nobody told
    /// it; the leg stays as it is meanwhile. Not called on the media loop.
    TransferOutcome transfer(TransferTarget target);
    /// Puts the phone on hold: it hears this and is not heard, and what is played passes unheard, its marks reported as
    /// not played.
    void hold(HoldSound sound);

    /// Ends [#hold].
    void resume();

    /// Ends the call towards the network. Safe from any thread, more than once; the listener hears of the end once.
    void hangUp();

    /// What was agreed on with the network, in one line for the record: codec, address.
    String agreed();

    /// What the far side said when it ended the call, or why it is taken for lost, in one line for the record; empty
    /// when it just hung up, or the end was ours.
    default String lastWords() {
        return "";
    }

    /// What became of the sound, in one line for the record: packets, loss, jitter.
    String mediaSummary();

    /// What is wrong with the sound, in sentences for the record, when only one side could be heard.
    Optional<String> mediaTrouble();

    /// The same as figures; absent where the network does not tell.
    Optional<Quality> quality();

    /// Hears what comes from the phone. Called on the media loop.
    interface Listener {
        /// Twenty milliseconds or so of the caller; valid during the call only.
        void heard(Frame frame);

        void pressed(char digit);

        /// The far side has put us on hold: what is played passes unheard, its marks reported as not played.
        ///
        /// @param sounds whether something, such as its music, is heard from it meanwhile
        void held(boolean sounds);

        /// The far side hears us again.
        void resumed();

        /// @param heardMillis milliseconds of queued sound heard since the call began
        /// @param played      false when the sound before the mark was dropped or passed unheard
        void reached(String mark, long heardMillis, boolean played);

        /// The network has judged who answered.
        default void answeredBy(AnsweredBy who) {}

        void ended(EndReason reason);
    }
}
