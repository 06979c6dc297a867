package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.Via;
import chorus.sip.transaction.ClientListener;
import java.util.List;

/// The requests that follow an INVITE of ours: its CANCEL, and the ACK of its 2xx.
final class Following {
    /// For a CANCEL, whose answer says nothing: the INVITE's own decides.
    static final ClientListener UNHEARD = new ClientListener() {
        @Override
        public void responded(SipResponse response) {}

        @Override
        public void unanswered() {}
    };

    private Following() {}

    /// On the same way and with the same branch as what it takes back (§9.1).
    static SipRequest cancel(SipRequest invite) {
        var cancel = SipRequest.to("CANCEL", invite.uri())
                .header("Via", invite.via())
                .header("Max-Forwards", 70)
                .header("From", invite.header("From").orElseThrow())
                .header("To", invite.header("To").orElseThrow())
                .header("Call-ID", invite.callId())
                .header("CSeq", invite.cseq().number() + " CANCEL");
        invite.headers().fields("Route").forEach(route -> cancel.header("Route", route));
        return cancel.build();
    }

    /// With the same credentials as what it confirms (§22.1).
    static SipRequest ack(SipRequest invite, SipResponse answer, Path path, Via via) {
        var ack = SipRequest.to("ACK", path.requestUri())
                .header("Via", via)
                .header("Max-Forwards", 70)
                .header("From", invite.header("From").orElseThrow())
                .header("To", answer.header("To").orElseThrow())
                .header("Call-ID", invite.callId())
                .header("CSeq", invite.cseq().number() + " ACK");
        path.routeHeaders().forEach(route -> ack.header("Route", route));
        for (var name : List.of("Authorization", "Proxy-Authorization")) {
            invite.headers().fields(name).forEach(value -> ack.header(new Header(name, value)));
        }
        return ack.build();
    }
}
