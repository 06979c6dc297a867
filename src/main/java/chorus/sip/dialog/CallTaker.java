package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;

/// Takes the calls that come in. Called on the endpoint's loop; must not block.
public interface CallTaker {
    /// A new call. `100 Trying` has been sent; exactly one of answering and refusing is expected.
    void invited(IncomingInvite invite);

    /// An INVITE was refused for its form, or for want of room, before anybody was asked; each repeat of a malformed
    /// one is told again.
    ///
    /// @param phrase what was answered beside the status
    default void turnedAway(SipRequest invite, Source source, int status, String phrase) {}
}
