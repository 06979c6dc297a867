package chorus.fake;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;

/// The call of a [SipPhone], one at a time: who speaks to whom, and how far it has counted. Safe from both the test's
/// thread and the wire's.
final class PhoneDialog {
    private final String address;
    private final int port;
    private final InetSocketAddress server;
    private String user = "+12025550111";
    private String callId = "";
    private String fromTag = "";
    private String toHeader = "";
    private String uri = "";
    private String remoteTarget = "";
    private String invite = "";
    private String answer = "";
    private String confirmation = "";
    private int sequence;

    PhoneDialog(String address, int port, InetSocketAddress server) {
        this.address = address;
        this.port = port;
        this.server = server;
    }

    synchronized void named(String newUser) {
        user = newUser;
    }

    /// Forgets the call before, and begins one with a number, or a whole URI.
    synchronized void begins(String numberOrUri) {
        uri = numberOrUri.contains(":")
                ? numberOrUri
                : "sip:" + numberOrUri + "@" + server.getAddress().getHostAddress() + ":" + server.getPort();
        remoteTarget = uri;
        callId = UUID.randomUUID() + "@" + address;
        fromTag = UUID.randomUUID().toString().substring(0, 8);
        toHeader = "To: <" + uri + ">";
        sequence = 0;
        confirmation = "";
        answer = "";
    }

    synchronized String callId() {
        return callId;
    }

    /// The last answer to an INVITE of its own.
    synchronized String answer() {
        return answer;
    }

    /// The next request; before the answer it goes to whom was called.
    synchronized String next(String method, String more, String body) {
        var request = request(method, remoteTarget, branch(), ++sequence, more, body);
        if (method.equals("INVITE")) {
            invite = request;
        }
        return request;
    }

    synchronized String cancel() {
        return request("CANCEL", uri, SipText.branchOf(invite), sequence, "", "")
                .replaceFirst("To: [^\r]*", SipText.line(invite, "To"));
    }

    /// The ACK of a 2xx, which goes out again with each repeat of that.
    synchronized String confirm(String body) {
        confirmation = request("ACK", remoteTarget, branch(), sequence, "", body);
        return confirmation;
    }

    /// Takes a response; what goes back at once, which is an ACK.
    synchronized Optional<String> learns(String response) {
        var status = Integer.parseInt(response.substring(8, 11));
        if (!SipText.cseqOf(response).equals(sequence + " INVITE")
                || !SipText.callIdOf(response).equals(callId)
                || status < 180) {
            return Optional.empty();
        }
        if (status >= 300) {
            var ack = request("ACK", uri, SipText.branchOf(invite), sequence, "", "");
            return Optional.of(ack.replaceFirst("To: [^\r]*", SipText.line(response, "To")));
        }
        toHeader = SipText.line(response, "To");
        var contact = SipText.line(response, "Contact");
        remoteTarget = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
        answer = status == 200 ? response : answer;
        var isRepeat = status == 200 && SipText.cseqOf(confirmation).equals(sequence + " ACK");
        return isRepeat ? Optional.of(confirmation) : Optional.empty();
    }

    synchronized String request(String method, String target, String branch, int cseq, String more, String body) {
        var type = body.isEmpty() || more.contains("Content-Type") ? "" : "Content-Type: application/sdp\r\n";
        return method + " " + target + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + address + ":" + port + ";branch=" + branch + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: \"A Caller\" <sip:" + user + "@" + address + ">;tag=" + fromTag + "\r\n"
                + toHeader + "\r\n"
                + "Call-ID: " + callId + "\r\n"
                + "CSeq: " + cseq + " " + method + "\r\n"
                + "Contact: <sip:" + user + "@" + address + ":" + port + ">\r\n"
                + more + type
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String branch() {
        return "z9hG4bK" + UUID.randomUUID();
    }
}
