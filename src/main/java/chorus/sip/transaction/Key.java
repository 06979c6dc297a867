package chorus.sip.transaction;

import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;

/// By what a message finds its transaction: branch, sent-by and method (§17.1.3, §17.2.3).
record Key(String branch, String sentBy, String method) {
    static Key ofServer(SipRequest request) {
        return request.is("ACK") ? invitedBy(request) : of(request, request.method());
    }

    /// The INVITE that this ACK or CANCEL is about.
    static Key invitedBy(SipRequest request) {
        return of(request, "INVITE");
    }

    private static Key of(SipRequest request, String method) {
        return request.via().hasMagicCookie() ? ofBranch(request, method) : ofOld(request, method);
    }

    /// A branch that is not of RFC 3261 need not be unique, so that all else counts that stays the same (§17.2.3); not
    /// To's tag, which an ACK has from our answer.
    private static Key ofOld(SipRequest request, String method) {
        var caller = request.from().tag().orElse("");
        var call = request.callId() + " " + request.cseq().number();
        return new Key(String.join("\n", request.via().toString(), request.uri().toString(), caller, call), "", method);
    }

    /// Our own branches are unique, so that no sent-by is needed.
    static Key ofClient(SipRequest request) {
        return new Key(request.via().branch().orElse(""), "", request.method());
    }

    /// The INVITE of ours that this CANCEL of ours takes back.
    static Key invitedOfClient(SipRequest cancel) {
        return new Key(cancel.via().branch().orElse(""), "", "INVITE");
    }

    static Key ofClient(SipResponse response) {
        return new Key(response.via().branch().orElse(""), "", response.cseq().method());
    }

    private static Key ofBranch(SipMessage message, String method) {
        var via = message.via();
        return new Key(via.branch().orElse(""), via.host() + ":" + (via.port() < 0 ? 5060 : via.port()), method);
    }
}
