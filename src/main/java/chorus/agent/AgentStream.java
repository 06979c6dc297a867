package chorus.agent;

import chorus.audio.Frame;
import chorus.audio.HoldSound;
import chorus.call.AnsweredBy;
import chorus.call.Utterance;

/// The agent's side of a call: an open stream to its runtime.
///
/// Everything but [#close] and [#onLoop] is called on the stream's media loop, and so is the listener.
public interface AgentStream {
    /// Runs `task` on the stream's media loop, soon.
    void onLoop(Runnable task);

    /// Sends `connected` and `start`, and begins to report.
    void start(StreamStart start, Listener listener);

    /// Passes what the caller said.
    void hear(Frame frame);

    void pressed(char digit);

    void reached(String mark, long heardMillis, boolean played);

    /// The phone has put the agent on hold.
    ///
    /// @param sounds whether something, such as music, comes from it meanwhile
    void held(boolean sounds);

    /// The phone hears the agent again.
    void resumed();

    /// Confirms a `clear`.
    void cleared(long heardMillis);

    /// Tells who answered a call of ours.
    void answeredBy(AnsweredBy who);

    /// Tells how a transfer went: `failed` and a sentence.
    void transferOutcome(String status, String why);

    /// Sends `stop` if the stream was started, then closes. Safe from any thread, more than once.
    void close();

    /// Hears what the agent does. Called on the media loop.
    interface Listener {
        /// Sound for the caller; valid during the call only.
        void said(Frame frame);

        void mark(String name);

        /// The agent stops talking: what is queued must not be heard.
        void clear();

        void hangUp();

        /// The caller is to hear this, and neither to be heard nor to hear the agent, until [#resume].
        void hold(HoldSound sound);

        void resume();

        void transfer(String to);

        void sendDigits(String digits);

        void transcript(Utterance utterance);

        /// The stream is gone and it was not us who closed it.
        ///
        /// @param orderly the agent closed it as the protocol allows, which means: hang up
        /// @param why     one sentence for the record
        void closed(boolean orderly, String why);
    }
}
