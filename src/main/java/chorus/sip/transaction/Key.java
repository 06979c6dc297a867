package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.Via;

/// By what a message finds its transaction: method, sent-by and branch (§17.1.3, §17.2.3), as one text, because tens of
/// thousands are kept. What comes last may hold blanks, the others cannot.
final class Key {
    private Key() {}

    static String ofServer(SipRequest request) {
        return request.is("ACK") ? invitedBy(request) : ofServer(request.method(), request.via());
    }

    /// The INVITE that this ACK or CANCEL is about.
    static String invitedBy(SipRequest request) {
        return ofServer("INVITE", request.via());
    }

    static String ofClient(SipRequest request) {
        return ofClient(request.method(), request.via());
    }

    static String ofClient(SipResponse response) {
        return ofClient(response.cseq().method(), response.via());
    }

    private static String ofServer(String method, Via via) {
        var port = via.port() < 0 ? 5060 : via.port();
        return method + " " + via.host() + ":" + port + " " + via.branch().orElse("");
    }

    /// Our own branches are unique, so that no sent-by is needed.
    private static String ofClient(String method, Via via) {
        return method + " " + via.branch().orElse("");
    }
}
