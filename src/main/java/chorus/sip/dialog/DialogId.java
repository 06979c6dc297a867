package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;

/// What a dialog is known by (§12): the Call-ID and both tags, as a request of the far side shows them.
record DialogId(String callId, String localTag, String remoteTag) {
    static DialogId of(SipRequest request) {
        return of(request, request.to().tag().orElse(""));
    }

    /// The dialog that an INVITE will begin under a tag of ours.
    static DialogId of(SipRequest invite, String localTag) {
        return new DialogId(invite.callId(), localTag, invite.from().tag().orElse(""));
    }

    /// The dialog that an answer to an INVITE of ours begins.
    static DialogId ofOurs(SipResponse answer) {
        return new DialogId(
                answer.callId(), answer.from().tag().orElse(""), answer.to().tag().orElse(""));
    }
}
