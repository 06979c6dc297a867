package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import java.util.Optional;

/// Hears what becomes of a call. Called on the endpoint's loop; must not block.
public interface DialogListener {
    /// The caller confirmed an answer of ours (ACK): the first one, or one to a later re-offer.
    ///
    /// @param answer the caller's answer, when the offer was ours
    void confirmed(Optional<String> answer);

    /// The far side wants the session changed (re-INVITE, or UPDATE with an offer). Answer soon: within 30 s.
    void reoffered(Reoffer reoffer);

    /// The far side answered our description once more, which we had said again to keep the session alive: it may have
    /// moved meanwhile.
    void renewed(String sdp);

    /// An INFO arrived and was answered 200: its body tells of a key, as `application/dtmf-relay`, or of anything else.
    void informed(SipRequest info);

    /// It is over. Called exactly once, after which nothing more is called.
    void ended(Ended ended);
}
