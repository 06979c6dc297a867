package chorus.sip.dialog;

import chorus.sip.auth.Digest;
import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request of ours inside a dialog, on its way to its answer: sent once more with our credentials when the far side
/// asks for them. The 2xx of an INVITE gets its ACK here, and again each time it is repeated (§13.2.2.4). Lives on the
/// loop.
final class DialogRequest implements ClientListener {
    /// Those that tell where we are (§12.2, RFC 3311 §5.1, RFC 3515 §2.2).
    private static final Set<String> REFRESHING = Set.of("INVITE", "UPDATE", "REFER");

    private final UserAgent agent;
    private final DialogState state;
    private final String method;
    private final List<Header> more;
    private final Optional<Body> body;
    private final ClientListener listener;
    private final Optional<Digest> digest;
    private List<Header> proofs = List.of();
    private long number;
    private boolean mayProve;
    private @Nullable SipRequest ack;
    private @Nullable Target ackedTo;

    record Body(String type, String text) {
        static Body sdp(String text) {
            return new Body(Rules.SDP, text);
        }
    }

    /// @param listener hears all but challenges that can be met
    DialogRequest(
            UserAgent agent,
            DialogState state,
            String method,
            List<Header> more,
            Optional<Body> body,
            ClientListener listener) {
        this.agent = agent;
        this.state = state;
        this.method = method;
        this.more = more;
        this.body = body;
        this.listener = listener;
        this.digest = state.farSide().credentials().map(Digest::new);
    }

    /// @return the number it carries
    long send() {
        var hop = state.nextHop(agent);
        var request = state.next(method, agent, hop);
        if (REFRESHING.contains(method)) {
            request.header("Contact", agent.contact(state.remoteTarget(), state.contactUser(), hop));
        }
        more.forEach(request::header);
        mayProve = state.mayProve(hop);
        proofs = digest.filter(_ -> mayProve)
                .map(known -> known.headers(method, state.requestUri()))
                .orElse(List.of());
        proofs.forEach(request::header);
        var built = body.map(told -> request.body(told.type(), told.text()))
                .orElse(request)
                .build();
        number = built.cseq().number();
        agent.send(built, hop, this);
        return number;
    }

    /// The number that it was sent with last.
    long number() {
        return number;
    }

    @Override
    public void responded(SipResponse response) {
        if (response.isSuccess() && method.equals("INVITE")) {
            succeeded(response);
        } else if (!mayAnswer(response)) {
            listener.responded(response);
        } else {
            send();
        }
    }

    @Override
    public void unanswered() {
        listener.unanswered();
    }

    @Override
    public boolean mayAnswer(InetAddress elsewhere) {
        return state.farSide().addresses().test(elsewhere);
    }

    private void succeeded(SipResponse response) {
        var known = ack;
        var hop = ackedTo;
        if (known != null && hop != null) {
            agent.sendOnce(known, hop);
            return;
        }
        state.retargeted(response);
        var newHop = state.nextHop(agent);
        var request = state.ack(number, agent, newHop);
        proofs.forEach(request::header);
        var made = request.build();
        ack = made;
        ackedTo = newHop;
        agent.sendOnce(made, newHop);
        listener.responded(response);
    }

    private boolean mayAnswer(SipResponse response) {
        return (response.status() == 401 || response.status() == 407)
                && mayProve
                && digest.filter(known -> known.take(response).isEmpty()).isPresent();
    }
}
