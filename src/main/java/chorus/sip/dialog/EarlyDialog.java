package chorus.sip.dialog;

import chorus.sip.message.SipRequest;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transport.Source;

/// A branch of a call of ours that rings: it may ask things, but change nothing yet.
record EarlyDialog(UserAgent agent, DialogId id, Source source) implements Participant {
    @Override
    public void requested(ServerTransaction transaction) {
        var request = transaction.request();
        var refusal = Rules.inside(request);
        if (refusal.isPresent()) {
            transaction.respond(agent.signed(refusal.get()).build());
            return;
        }
        switch (request.method()) {
            case "OPTIONS" -> transaction.respond(agent.capabilities(request));
            case "INFO" -> agent.answer(transaction, 200, "OK");
            case "BYE" -> agent.answer(transaction, 481, "Call/Transaction Does Not Exist");
            default -> agent.answer(transaction, 491, "Request Pending");
        }
    }

    @Override
    public void acknowledged(SipRequest ack) {
        agent.countStrayAck();
    }

    @Override
    public void canceled(ServerTransaction invite) {}

    @Override
    public void closed() {
        agent.forget(this);
    }
}
