package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.Via;

/// By what a message finds its transaction: method, sent-by and branch (§17.1.3, §17.2.3), as one text, because tens of
/// thousands are kept. What comes last may hold blanks, the others cannot.
final class Key {
    private Key() {}

    static String ofServer(SipRequest request) {
        return request.is("ACK") ? invitedBy(request) : ofServer(request, request.method());
    }

    /// The INVITE that this ACK or CANCEL is about.
    static String invitedBy(SipRequest request) {
        return ofServer(request, "INVITE");
    }

    static String ofClient(SipRequest request) {
        return ofClient(request.via(), request.method());
    }

    /// The INVITE of ours that this CANCEL of ours takes back.
    static String invitedOfClient(SipRequest cancel) {
        return ofClient(cancel.via(), "INVITE");
    }

    static String ofClient(SipResponse response) {
        return ofClient(response.via(), response.cseq().method());
    }

    private static String ofServer(SipRequest request, String method) {
        var via = request.via();
        if (!via.hasMagicCookie()) {
            return ofOld(request, method);
        }
        return method + " " + via.host() + ":" + (via.port() < 0 ? 5060 : via.port()) + " " + branch(via);
    }

    /// A branch that is not of RFC 3261 need not be unique, so that all else counts that stays the same (§17.2.3); not
    /// To's tag, which an ACK has from our answer.
    private static String ofOld(SipRequest request, String method) {
        var caller = request.from().tag().orElse("");
        var call = request.callId() + " " + request.cseq().number();
        return String.join("\n", method, request.via().toString(), request.uri().toString(), caller, call);
    }

    /// Our own branches are unique, so that no sent-by is needed.
    private static String ofClient(Via via, String method) {
        return method + " " + branch(via);
    }

    private static String branch(Via via) {
        return via.branch().orElse("");
    }
}
