package chorus.provider.sip;

import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.DialogListener;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Target;
import java.util.function.Function;

/// Sends INVITEs: the endpoint as calls see it.
interface Inviter {
    /// @param requestUri the callee, or a contact to which the trunk redirected
    /// @param callId     of SIP
    /// @param cseq       its first number
    /// @param offer      our session description for the target at hand; called on the endpoint's loop
    record Invite(CallParties parties, SipUri requestUri, String callId, long cseq, Function<Target, String> offer) {
        /// The same call, sent elsewhere (RFC 3261 §8.1.3.4).
        Invite to(SipUri contact, long nextCseq) {
            return new Invite(parties, contact, callId, nextCseq, offer);
        }
    }

    /// Tries the targets of a way in their order.
    Calling invite(Invite invite, CallRoute.Open way, DialogListener dialog, Listener listener);

    /// An INVITE under way.
    interface Calling {
        /// Takes it back; safe from any thread, more than once.
        void cancel();
    }

    /// Called on the endpoint's loop; must not block.
    interface Listener {
        void provisional(SipResponse response);

        void answered(Dialog dialog, SipResponse response);

        void failed(Failure failure);

        /// A target failed, and the next one is tried.
        void passedOver(Failure why);
    }

    sealed interface Failure {
        /// @param remark why a challenge for a password was not answered; empty when there was none
        record Refused(SipResponse response, String remark) implements Failure {}

        record Unanswered(String why) implements Failure {}

        /// We hold as many calls as we may: nothing was sent.
        record Full() implements Failure {}

        record Canceled() implements Failure {}
    }
}
