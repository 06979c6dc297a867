package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import java.net.InetAddress;

/// The CANCEL of an INVITE of ours. Its answer says nothing: the INVITE's own decides.
record Cancellation(FarSide farSide) implements ClientListener {
    @Override
    public void responded(SipResponse response) {}

    @Override
    public void unanswered() {}

    @Override
    public boolean mayAnswer(InetAddress elsewhere) {
        return farSide.addresses().test(elsewhere);
    }

    /// On the same way and with the same branch as what it takes back (§9.1).
    static SipRequest of(SipRequest invite) {
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
}
