package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Source;
import java.net.InetAddress;
import java.util.Optional;

/// A call that waits for an answer. All methods may be called from any thread.
///
/// The first of [#refuse] and [#answer] decides; what comes later is ignored.
public interface IncomingInvite {
    SipRequest request();

    Source source();

    /// The address of ours that this caller reaches: the one to give in a session description.
    InetAddress localAddress();

    /// Where its session description may make us send sound.
    Reach reach();

    /// The session description offered; absent when the caller wants the offer in the answer.
    Optional<String> offer();

    /// Tells the caller that it rings (180).
    void ring();

    /// Turns the call away.
    ///
    /// @param code 300 to 699
    /// @param more such as `Retry-After`, `Warning`, `Reason`
    void refuse(int code, String phrase, Header... more);

    /// Takes the call (200). What becomes of it is told to the listener: confirmed, or ended at once when the
    /// caller gave up in the meantime.
    ///
    /// @param sdp    our answer, or our offer when there was none
    /// @param caller its credentials are shown to its own addresses, should they ask within the call
    Dialog answer(String sdp, DialogListener listener, FarSide caller);

    default Dialog answer(String sdp, DialogListener listener) {
        return answer(sdp, listener, FarSide.UNKNOWN);
    }

    /// The caller gave up before an answer.
    boolean isCanceled();
}
