package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transport.Source;
import java.util.List;
import java.util.Optional;

/// A branch of a call of ours that rings: it may ask things, and change the session once it has answered our offer
/// reliably (RFC 3262, RFC 3311). Lives on the loop.
final class EarlyDialog implements Participant {
    private static final ClientListener UNHEARD = new ClientListener() {
        @Override
        public void responded(SipResponse response) {}

        @Override
        public void unanswered() {}
    };

    private final UserAgent agent;
    private final DialogState state;
    private final Changes changes;
    private final long invite;
    private long heard = -1;

    EarlyDialog(UserAgent agent, DialogState state, SipRequest invite, DialogListener listener) {
        this.agent = agent;
        this.state = state;
        this.invite = invite.cseq().number();
        this.changes = new Changes(agent, state, listener::reoffered);
        changes.begin();
        Rules.sdp(invite).ifPresent(changes::describe);
    }

    DialogState state() {
        return state;
    }

    Changes changes() {
        return changes;
    }

    /// Takes a provisional answer, and says PRACK to a reliable one (RFC 3262 §4).
    ///
    /// @return false for one to pass over: a repeat, or one ahead of its turn
    boolean progressed(SipResponse response) {
        if (response.headers().values("Require").stream().noneMatch(ReliableProvisional.OPTION::equalsIgnoreCase)) {
            return true;
        }
        var number = number(response);
        if (number < 1 || (heard >= 0 && number != heard + 1)) {
            return false;
        }
        heard = number;
        state.retargeted(response);
        if (Rules.sdp(response).isPresent()) {
            changes.answeredEarly();
        }
        var acknowledgement = new Header("RAck", number + " " + invite + " INVITE");
        new DialogRequest(agent, state, "PRACK", List.of(acknowledgement), Optional.empty(), UNHEARD).send();
        return true;
    }

    @Override
    public Source source() {
        return state.source();
    }

    @Override
    public void requested(ServerTransaction transaction) {
        var request = transaction.request();
        var refusal = Rules.inside(request);
        if (!state.counts(request)) {
            agent.answer(transaction, 500, "Server Internal Error - CSeq is out of order");
        } else if (refusal.isPresent()) {
            transaction.respond(agent.signed(refusal.get()).build());
        } else {
            take(transaction, request);
        }
    }

    private void take(ServerTransaction transaction, SipRequest request) {
        switch (request.method()) {
            case "OPTIONS" -> transaction.respond(agent.capabilities(request));
            case "INFO" -> agent.answer(transaction, 200, "OK");
            case "BYE", "PRACK", "NOTIFY" -> agent.answer(transaction, 481, "Call/Transaction Does Not Exist");
            default -> changes.take(transaction, request);
        }
    }

    @Override
    public void acknowledged(SipRequest ack) {
        agent.countStrayAck();
    }

    @Override
    public void canceled(ServerTransaction transaction) {
        changes.canceled(transaction);
    }

    @Override
    public void closed() {
        leave();
    }

    /// Another branch was answered, or none.
    void leave() {
        changes.close();
        agent.dialogs().forget(state.id(), this);
    }

    private static long number(SipResponse response) {
        var digits = response.header("RSeq").map(String::strip).orElse("");
        return !digits.isEmpty() && digits.length() <= 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(digits)
                : -1;
    }
}
