package chorus.provider.sip;

import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.DialogListener;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import java.util.UUID;

/// Sends INVITEs: the endpoint as calls see it.
interface Inviter {
    /// @param requestUri the callee, or a contact to which the trunk redirected
    /// @param callId     of SIP
    /// @param sdp        our offer
    record Invite(CallParties parties, SipUri requestUri, String callId, String sdp) {
        /// The same call, sent elsewhere.
        Invite to(SipUri contact) {
            return new Invite(parties, contact, UUID.randomUUID().toString(), sdp);
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
    }

    sealed interface Failure {
        record Refused(SipResponse response) implements Failure {}

        record Unanswered(String why) implements Failure {}

        record Canceled() implements Failure {}
    }
}
