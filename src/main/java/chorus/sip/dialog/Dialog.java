package chorus.sip.dialog;

import chorus.sip.message.Header;

/// An answered call, as signalling sees it. Safe from any thread.
public interface Dialog {
    String callId();

    /// Ends the call (BYE). Once the far side has answered or stayed silent too long, the listener hears of the end.
    /// Calling it again does nothing.
    ///
    /// @param more such as `Reason`
    void bye(Header... more);
}
