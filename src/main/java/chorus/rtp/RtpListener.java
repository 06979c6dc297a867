package chorus.rtp;

import chorus.audio.Frame;

/// Hears what comes from the peer. Called on the session's media loop.
public interface RtpListener {
    /// Sound of the caller in the session's inner format, gaps filled; valid during the call only.
    void heard(Frame frame);

    /// A key, once per press: `0`–`9`, `*`, `#`, `A`–`D`.
    void pressed(char digit);

    /// The peer ought to be heard and has given no sign of life for too long. Told once, until signalling goes on.
    void lost();

    /// @param heardMillis milliseconds of played sound sent since the session began
    /// @param played      false when the sound before the mark was dropped
    void reached(String mark, long heardMillis, boolean played);
}
