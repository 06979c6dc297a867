package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The ACKs of the 2xx that one INVITE of ours got, each sent again when its answer is repeated (§13.2.2.4). Lives on
/// the loop.
final class Confirmations {
    private static final int MOST = 16;

    private final UserAgent agent;
    private final Map<DialogId, Confirmation> sent = new HashMap<>();

    private record Confirmation(SipRequest ack, Target target) {}

    Confirmations(UserAgent agent) {
        this.agent = agent;
    }

    /// Confirms an answer.
    ///
    /// @return whether it is a new one
    boolean confirm(SipResponse answer, SipRequest invite, Path path) {
        var id = DialogId.ofOurs(answer);
        var known = sent.get(id);
        if (known == null && sent.size() >= MOST) {
            return false;
        }
        var confirmation = known == null ? confirmation(answer, invite, path) : known;
        sent.put(id, confirmation);
        agent.sendOnce(confirmation.ack(), confirmation.target());
        return known == null;
    }

    private Confirmation confirmation(SipResponse answer, SipRequest invite, Path path) {
        var hop = agent.nextHop(path);
        var ack = SipRequest.to("ACK", path.requestUri())
                .header("Via", agent.via(hop))
                .header("Max-Forwards", 70)
                .header("From", invite.header("From").orElseThrow())
                .header("To", answer.header("To").orElseThrow())
                .header("Call-ID", invite.callId())
                .header("CSeq", invite.cseq().number() + " ACK");
        path.routeHeaders().forEach(route -> ack.header("Route", route));
        for (var name : List.of("Authorization", "Proxy-Authorization")) {
            invite.headers().fields(name).forEach(value -> ack.header(new Header(name, value)));
        }
        return new Confirmation(ack.build(), hop);
    }
}
