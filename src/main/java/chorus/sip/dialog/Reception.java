package chorus.sip.dialog;

import chorus.sip.message.Answerable;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.TransactionUser;
import chorus.sip.transport.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which dialog a request belongs to, and what becomes of those that belong to none (§8.2). Lives on the loop.
final class Reception implements TransactionUser {
    private final UserAgent agent;
    private final CallTaker taker;
    private final Map<ServerTransaction, Invitation> invitations = new HashMap<>();

    Reception(UserAgent agent, CallTaker taker) {
        this.agent = agent;
        this.taker = taker;
    }

    @Override
    public void requested(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.to().tag().isPresent()) {
            inside(transaction, request);
            return;
        }
        var refusal = Rules.outside(request, transaction.source());
        if (refusal.isPresent()) {
            turnAway(transaction, agent.signed(refusal.get()).build());
        } else if (request.is("INVITE")) {
            invite(transaction, request);
        } else if (request.is("OPTIONS")) {
            transaction.respond(agent.capabilities(request));
        } else {
            agent.answer(transaction, 481, "Call/Transaction Does Not Exist");
        }
    }

    @Override
    public void canceled(ServerTransaction cancel, Optional<ServerTransaction> invite) {
        if (invite.isEmpty()) {
            agent.answer(cancel, 481, "Call/Transaction Does Not Exist");
            return;
        }
        var accepted = SipResponse.answering(cancel.request(), 200, "OK").toTag(invite.get()::tag);
        cancel.respond(agent.signed(accepted).build());
        var waiting = Optional.<Participant>ofNullable(invitations.get(invite.get()))
                .or(() -> invite.filter(ServerTransaction::isOpen).flatMap(open -> dialog(open.request())));
        waiting.ifPresent(participant -> participant.canceled(invite.get()));
    }

    @Override
    public void acknowledged(SipRequest ack, Source source) {
        dialog(ack).ifPresentOrElse(participant -> participant.acknowledged(ack), agent::countStrayAck);
    }

    void forget(Invitation invitation) {
        agent.dialogs().forget(invitation.id(), invitation);
        invitations.remove(invitation.transaction());
    }

    private void inside(ServerTransaction transaction, SipRequest request) {
        dialog(request)
                .ifPresentOrElse(
                        participant -> participant.requested(transaction),
                        () -> agent.answer(transaction, 481, "Call/Transaction Does Not Exist"));
    }

    private void invite(ServerTransaction transaction, SipRequest request) {
        var path = Path.of(request, transaction.source());
        var refusal = Screening.withoutContact(request, transaction.source())
                .or(() -> Replaces.refusal(request, agent.dialogs()));
        if (refusal.isPresent() || path.isEmpty()) {
            refusal.ifPresent(each -> turnAway(transaction, agent.signed(each).build()));
        } else if (agent.isFull()) {
            agent.countFull();
            turnAway(
                    transaction,
                    agent.signed(SipResponse.answering(request, 503, "Service Unavailable"))
                            .header("Retry-After", 5)
                            .build());
        } else if (agent.sessions().isTooShort(request)) {
            transaction.respond(agent.tooShort(request));
        } else {
            hand(new Invitation(agent, transaction, path.get()));
        }
    }

    private void hand(Invitation invitation) {
        agent.dialogs().keep(invitation.id(), invitation);
        invitations.put(invitation.transaction(), invitation);
        if (!agent.tell(() -> taker.invited(invitation))) {
            invitation.refuse(500, "Server Internal Error");
        }
    }

    private void turnAway(ServerTransaction transaction, SipResponse response) {
        var request = transaction.request();
        transaction.respond(response);
        if (request.is("INVITE")) {
            agent.tell(() -> taker.turnedAway(request, transaction.source(), response.status(), response.reason()));
        }
    }

    /// Tells of what could not be read, if it was an INVITE.
    void unreadable(Answerable request, Source source, String problem) {
        if (request.headers()
                .first("CSeq")
                .filter(cseq -> cseq.endsWith("INVITE"))
                .isPresent()) {
            agent.tell(() -> taker.unreadable(request.headers(), source, problem));
        }
    }

    private Optional<Participant> dialog(SipRequest request) {
        return agent.dialogs().find(DialogId.of(request));
    }
}
