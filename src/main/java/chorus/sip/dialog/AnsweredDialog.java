package chorus.sip.dialog;

import chorus.sip.dialog.Ended.Cause;
import chorus.sip.dialog.ReferListener.Refused;
import chorus.sip.dialog.ReferListener.Untold;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transport.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A dialog with its 2xx, ours or theirs (§12, §15): its life, and who takes which request. Lives on the loop.
final class AnsweredDialog implements Dialog, Participant, SessionKeeper.Owner {
    private enum Phase {
        /// Our 2xx is out, the ACK is not here.
        ANSWERED,
        CONFIRMED,
        /// Our BYE is out.
        LEAVING,
        OVER
    }

    private final UserAgent agent;
    private final DialogState state;
    private final Changes changes;
    private final SessionKeeper keeper;
    private final Informing informing;
    private final DialogListener listener;
    private Phase phase;
    private boolean told;
    private Optional<List<Header>> wantsBye = Optional.empty();
    private @Nullable ReliableProvisional ringing;
    private @Nullable Referral referral;

    private AnsweredDialog(UserAgent agent, DialogState state, Changes changes, DialogListener listener, Phase phase) {
        this.agent = agent;
        this.state = state;
        this.changes = changes;
        this.keeper = new SessionKeeper(agent, state, changes, this);
        this.informing = new Informing(agent, state);
        this.listener = listener;
        this.phase = phase;
        changes.established(keeper::gave, this::unconfirmed);
    }

    /// One that we answered; see [#answered].
    static AnsweredDialog ofTheirs(UserAgent agent, DialogState state, DialogListener listener) {
        var changes = new Changes(agent, state, listener::reoffered);
        return new AnsweredDialog(agent, state, changes, listener, Phase.ANSWERED);
    }

    /// One that the far side answered, and whose ACK is sent by whoever called.
    static AnsweredDialog ofOurs(UserAgent agent, EarlyDialog early, SipResponse answer, DialogListener listener) {
        var dialog = new AnsweredDialog(agent, early.state(), early.changes(), listener, Phase.CONFIRMED);
        dialog.changes.over();
        dialog.keeper.got(answer);
        return dialog;
    }

    @Override
    public String callId() {
        return state.id().callId();
    }

    /// A callee must not say BYE before it has the ACK (§15), so before that it is only noted.
    @Override
    public void bye(Header... more) {
        var headers = List.of(more);
        agent.run(() -> {
            if (phase == Phase.CONFIRMED && !changes.isUnconfirmed()) {
                leave(new Ended(Cause.LOCAL_BYE, ""), headers);
            } else if (phase == Phase.ANSWERED || phase == Phase.CONFIRMED) {
                wantsBye = Optional.of(headers);
            }
        });
    }

    @Override
    public void refer(Refer refer, ReferListener transfer) {
        agent.run(() -> {
            if (phase != Phase.CONFIRMED || changes.isUnconfirmed()) {
                agent.tell(() -> transfer.done(new Untold(false, "The call is not one that can be transferred now.")));
            } else if (referral != null) {
                agent.tell(() -> transfer.done(new Refused(491, "Request Pending")));
            } else {
                referral = new Referral(agent, state, refer, transfer, this::referred);
                referral.start();
            }
        });
    }

    @Override
    public void inform(String contentType, String body, Runnable refused) {
        agent.run(() -> {
            if (phase == Phase.CONFIRMED) {
                informing.tell(new DialogRequest.Body(contentType, body), refused);
            }
        });
    }

    @Override
    public void offer(Supplier<String> sdp, OfferListener answer) {
        agent.run(() -> {
            if (phase == Phase.CONFIRMED) {
                OwnOffer.send(agent, state, changes, keeper, sdp.get(), answer);
            } else {
                agent.tell(() -> answer.answered(491, "Request Pending", Optional.empty()));
            }
        });
    }

    @Override
    public void session(Consumer<Optional<SessionTerms>> hearer) {
        agent.run(() -> {
            var terms = keeper.terms();
            agent.tell(() -> hearer.accept(terms));
        });
    }

    @Override
    public NameAddr asTarget() {
        return state.replaced();
    }

    @Override
    public Source source() {
        return state.source();
    }

    DialogId id() {
        return state.id();
    }

    /// Our answer goes out.
    ///
    /// @param rang what of our ringing may still be acknowledged
    void answered(
            ServerTransaction invite, SipResponse answer, boolean offerIsOurs, Optional<ReliableProvisional> rang) {
        ringing = rang.orElse(null);
        Rules.sdp(answer).ifPresent(changes::describe);
        changes.answered(invite, answer, offerIsOurs);
        keeper.gave(SessionExpires.of(answer));
    }

    /// The caller was gone before the answer.
    void abandoned() {
        phase = Phase.OVER;
        report(new Ended(Cause.CANCELED, ""));
    }

    @Override
    public void requested(ServerTransaction transaction) {
        var request = transaction.request();
        var refusal = Rules.inside(request);
        if (!state.counts(request)) {
            agent.answer(transaction, 500, "Server Internal Error - CSeq is out of order");
        } else if (refusal.isEmpty() && request.is("NOTIFY")) {
            notified(transaction, request);
        } else if (phase == Phase.OVER || (phase == Phase.LEAVING && !request.is("BYE"))) {
            agent.answer(transaction, 481, "Call/Transaction Does Not Exist");
        } else if (refusal.isPresent()) {
            transaction.respond(agent.signed(refusal.get()).build());
        } else {
            take(transaction, request);
        }
    }

    @Override
    public void acknowledged(SipRequest ack) {
        var answer = changes.acknowledged(ack);
        if (answer.isEmpty()) {
            return;
        }
        phase = phase == Phase.ANSWERED ? Phase.CONFIRMED : phase;
        agent.tell(() -> listener.confirmed(answer.get()));
        wantsBye.filter(unsaid -> phase == Phase.CONFIRMED)
                .ifPresent(headers -> leave(new Ended(Cause.LOCAL_BYE, ""), headers));
    }

    @Override
    public void canceled(ServerTransaction invite) {
        changes.canceled(invite);
    }

    /// Says BYE without waiting for more, the ACK included: who comes late finds nobody to say it.
    @Override
    public void closed() {
        if (phase == Phase.ANSWERED || phase == Phase.CONFIRMED) {
            leave(new Ended(Cause.CLOSED, ""), wantsBye.orElse(List.of()));
        }
        end(new Ended(Cause.CLOSED, ""));
        if (referral != null) {
            referral.close();
        }
    }

    @Override
    public void lost(String why) {
        leaveAtOnce(new Ended(Cause.LOST, why));
    }

    @Override
    public void expired() {
        leaveAtOnce(new Ended(Cause.EXPIRED, "The session was not refreshed in time."));
    }

    @Override
    public void renewed(String sdp) {
        agent.tell(() -> listener.renewed(sdp));
    }

    private void take(ServerTransaction transaction, SipRequest request) {
        switch (request.method()) {
            case "BYE" -> {
                agent.answer(transaction, 200, "OK");
                end(phase == Phase.LEAVING ? new Ended(Cause.LOCAL_BYE, "") : goodbye(request));
            }
            case "INVITE", "UPDATE" -> changes.take(transaction, request);
            case "INFO" -> {
                agent.answer(transaction, 200, "OK");
                agent.tell(() -> listener.informed(request));
            }
            case "PRACK" -> ReliableProvisional.acknowledge(agent, transaction, Optional.ofNullable(ringing));
            default -> transaction.respond(agent.capabilities(request));
        }
    }

    /// Outlives the call, as the subscription does (RFC 5057 §5.1).
    private void notified(ServerTransaction transaction, SipRequest request) {
        var waiting = referral;
        if (waiting == null || !waiting.takes(transaction, request)) {
            agent.answer(transaction, 481, "Subscription Does Not Exist");
        }
    }

    /// The transfer has its outcome.
    private void referred() {
        referral = null;
        if (phase == Phase.OVER) {
            agent.dialogs().forget(id(), this);
        }
    }

    private void unconfirmed() {
        leaveAtOnce(new Ended(Cause.UNCONFIRMED, "No ACK came for our answer."));
    }

    /// The far side hardly hears our BYE: nobody has to wait for its answer.
    private void leaveAtOnce(Ended ended) {
        if (phase != Phase.OVER && phase != Phase.LEAVING) {
            leave(ended, List.of());
            report(ended);
        }
    }

    private void leave(Ended ended, List<Header> more) {
        settle();
        phase = Phase.LEAVING;
        var leaving = new ClientListener() {
            @Override
            public void responded(SipResponse response) {
                if (response.isFinal()) {
                    end(ended);
                }
            }

            @Override
            public void unanswered() {
                end(new Ended(ended.cause(), ended.detail().isEmpty() ? "Our BYE was not answered." : ended.detail()));
            }
        };
        new DialogRequest(agent, state, "BYE", more, Optional.empty(), leaving).send();
    }

    private void end(Ended ended) {
        if (phase == Phase.OVER) {
            return;
        }
        settle();
        phase = Phase.OVER;
        if (referral == null || !referral.ended()) {
            agent.dialogs().forget(id(), this);
        }
        report(ended);
    }

    private void report(Ended ended) {
        if (!told) {
            told = true;
            agent.tell(() -> listener.ended(ended));
        }
    }

    private void settle() {
        keeper.stop();
        informing.close();
        changes.close();
    }

    private static Ended goodbye(SipRequest bye) {
        return new Ended(Cause.REMOTE_BYE, bye.header("Reason").orElse(""));
    }
}
