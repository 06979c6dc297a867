package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import java.util.List;
import java.util.function.IntConsumer;

/// An answered call, as signalling sees it. Safe from any thread.
public interface Dialog {
    String callId();

    /// Asks the far side to call somebody else instead (REFER). One at a time: a second one while the first runs is
    /// refused here with 491.
    void refer(Refer refer, ReferListener listener);

    /// The far side as the target of a REFER to somebody else: whoever calls there takes this call over (Replaces,
    /// RFC 3891).
    NameAddr asTarget();

    /// Whether the far side says that it understands INFO.
    boolean takesInfo();

    /// Tells something that does not change the session (INFO, RFC 6086): all of these in turn, each once the one before
    /// was accepted.
    ///
    /// @param untold told which is the first that was not accepted, if one was not
    void inform(String contentType, List<String> bodies, IntConsumer untold);

    /// Ends the call (BYE). Once the far side has answered or stayed silent too long, the listener hears of the end.
    /// Calling it again does nothing.
    ///
    /// @param more such as `Reason`
    void bye(Header... more);
}
