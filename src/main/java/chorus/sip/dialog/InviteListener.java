package chorus.sip.dialog;

import chorus.sip.message.SipResponse;

/// Hears what becomes of a call of ours: either answered or failed, exactly once; and once answered, the rest as any
/// dialog tells it. Called on the endpoint's loop; must not block.
public interface InviteListener extends DialogListener {
    /// A 100 to 199, of whatever branch of a forked call.
    void provisional(SipResponse response);

    /// The first 2xx; its ACK is out.
    void answered(Dialog dialog, SipResponse response);

    void failed(Failure failure);

    /// A target failed, and the next one is tried.
    default void passedOver(Failure why) {}

    /// Why no call came about.
    sealed interface Failure {}

    /// The far side refused, or redirects (3xx, with the contacts in the response).
    ///
    /// @param remark why its challenge for a password was not answered; empty when there was none
    record Refused(SipResponse response, String remark) implements Failure {}

    /// Nobody answered the INVITE at all.
    record Unanswered(String why) implements Failure {}

    /// We hold as many calls as we may: nothing was sent.
    record Full() implements Failure {}

    /// We took it back.
    record Canceled() implements Failure {}
}
