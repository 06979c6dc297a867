package chorus.sip.dialog;

import chorus.sip.message.Answerable;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.message.Via;
import chorus.sip.transaction.ClientListener;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import chorus.sip.transaction.Timing;
import chorus.sip.transaction.Tokens;
import chorus.sip.transaction.TransactionUser;
import chorus.sip.transaction.Transactions;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The user agent (§8): what we ask, which dialog a request belongs to, and what becomes of those that belong to none.
public final class UserAgent implements TransactionUser {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    private final Surface surface;
    private final Timers timers;
    private final Timing timing;
    private final Tokens tokens;
    private final SipCounters counters;
    private final CallTaker taker;
    private final int limit;
    private final Transactions transactions;
    private final Map<DialogId, Participant> dialogs = new HashMap<>();
    private final Set<OutgoingCall> calling = new HashSet<>();
    private final Map<ServerTransaction, Invitation> invitations = new HashMap<>();
    private final SeenAs seenAs;

    /// How we look from outside.
    ///
    /// @param name      what we call ourselves
    /// @param addresses at which address others reach us
    /// @param port      and at which port
    /// @param connected whether a stream to a peer is open
    /// @param trouble   why no stream to a peer could be had of late
    public record Surface(
            String name,
            LocalAddresses addresses,
            ToIntFunction<Transport> port,
            Predicate<Target> connected,
            Function<Target, Optional<String>> trouble,
            Executor loop) {}

    /// @param transactions makes the layer below, given this one
    public UserAgent(
            Surface surface,
            Timers timers,
            Timing timing,
            SipCounters counters,
            int limit,
            Layer transactions,
            CallTaker taker) {
        this.surface = surface;
        this.timers = timers;
        this.timing = timing;
        this.tokens = new Tokens();
        this.seenAs = new SeenAs(surface.addresses(), surface.port());
        this.counters = counters;
        this.limit = limit;
        this.taker = taker;
        this.transactions = transactions.under(this, tokens);
    }

    /// Makes the transactions that report to a user.
    @FunctionalInterface
    public interface Layer {
        Transactions under(TransactionUser user, Tokens tokens);
    }

    public Transactions transactions() {
        return transactions;
    }

    @Override
    public void requested(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.to().tag().isPresent()) {
            inside(transaction, request);
            return;
        }
        var refusal = Rules.outside(request);
        if (refusal.isPresent()) {
            turnAway(transaction, signed(refusal.get()).build());
        } else if (request.is("INVITE")) {
            invite(transaction, request);
        } else if (request.is("OPTIONS")) {
            transaction.respond(capabilities(request));
        } else {
            answer(transaction, 481, "Call/Transaction Does Not Exist");
        }
    }

    @Override
    public void canceled(ServerTransaction cancel, Optional<ServerTransaction> invite) {
        if (invite.isEmpty()) {
            answer(cancel, 481, "Call/Transaction Does Not Exist");
            return;
        }
        var accepted = SipResponse.answering(cancel.request(), 200, "OK").toTag(invite.get()::tag);
        cancel.respond(signed(accepted).build());
        var waiting = Optional.<Participant>ofNullable(invitations.get(invite.get()))
                .or(() -> invite.filter(ServerTransaction::isOpen).flatMap(open -> dialog(open.request())));
        waiting.ifPresent(participant -> participant.canceled(invite.get()));
    }

    @Override
    public void acknowledged(SipRequest ack, Source source) {
        dialog(ack).ifPresentOrElse(participant -> participant.acknowledged(ack), this::countStrayAck);
    }

    /// Tells every call that its end has come.
    public void close() {
        List.copyOf(calling).forEach(OutgoingCall::cancel);
        List.copyOf(dialogs.values()).forEach(Participant::closed);
    }

    /// A call that is not over came over this stream. Asked once in a while only, so that looking is cheaper than
    /// keeping book.
    public boolean isInUse(Source stream) {
        return dialogs.values().stream().anyMatch(call -> call.source().equals(stream));
    }

    public int calls() {
        return dialogs.size();
    }

    private void inside(ServerTransaction transaction, SipRequest request) {
        dialog(request)
                .ifPresentOrElse(
                        participant -> participant.requested(transaction),
                        () -> answer(transaction, 481, "Call/Transaction Does Not Exist"));
    }

    private void invite(ServerTransaction transaction, SipRequest request) {
        var path = Path.of(request, transaction.source());
        if (path.isEmpty()) {
            var problem = "Bad Request - an INVITE needs a SIP Contact";
            turnAway(
                    transaction,
                    signed(SipResponse.answering(request, 400, problem)).build());
        } else if (dialogs.size() >= limit) {
            counters.count(Event.DIALOGS_CAPPED);
            turnAway(
                    transaction,
                    signed(SipResponse.answering(request, 503, "Service Unavailable"))
                            .header("Retry-After", 5)
                            .build());
        } else {
            var invitation = new Invitation(this, transaction, path.get());
            dialogs.put(invitation.id(), invitation);
            invitations.put(transaction, invitation);
            if (!tell(() -> taker.invited(invitation))) {
                invitation.refuse(500, "Server Internal Error");
            }
        }
    }

    private void turnAway(ServerTransaction transaction, SipResponse response) {
        var request = transaction.request();
        transaction.respond(response);
        if (request.is("INVITE")) {
            tell(() -> taker.turnedAway(request, transaction.source(), response.status(), response.reason()));
        }
    }

    /// Tells of what could not be read, if it was an INVITE.
    public void unreadable(Answerable request, Source source, String problem) {
        if (request.headers()
                .first("CSeq")
                .filter(cseq -> cseq.endsWith("INVITE"))
                .isPresent()) {
            tell(() -> taker.unreadable(request.headers(), source, problem));
        }
    }

    private Optional<Participant> dialog(SipRequest request) {
        return Optional.ofNullable(dialogs.get(DialogId.of(request)));
    }

    SipResponse capabilities(SipRequest request) {
        return signed(SipResponse.answering(request, 200, "OK"))
                .header("Allow", Rules.ALLOW)
                .header("Supported", Rules.SUPPORTED)
                .header("Accept", Rules.SDP)
                .build();
    }

    void answer(ServerTransaction transaction, int status, String phrase) {
        var response =
                SipResponse.answering(transaction.request(), status, phrase).toTag(transaction::tag);
        transaction.respond(signed(response).build());
    }

    /// With our tag where there is none, and our name.
    SipResponse.Builder signed(SipResponse.Builder response) {
        return response.toTag(tokens::tag).header("Server", surface.name());
    }

    void send(SipRequest request, Target target, ClientListener listener) {
        transactions.send(request, target, listener);
    }

    /// Sends a request of ours outside any dialog. Called on the loop.
    public void send(OutgoingRequest request, List<Target> targets, RequestListener listener) {
        new Inquiry(this, request, targets, listener).start();
    }

    /// Calls somebody. May be called from any thread.
    public Calling invite(OutgoingInvite invite, List<Target> targets, InviteListener listener) {
        var call = new OutgoingCall(this, invite, targets, listener);
        run(() -> {
            if (dialogs.size() + calling.size() >= limit) {
                counters.count(Event.DIALOGS_CAPPED);
                tell(() -> listener.failed(new InviteListener.Unanswered("Too many calls run here already.")));
            } else {
                calling.add(call);
                call.start();
            }
        });
        return call;
    }

    /// Keeps who takes the requests of a dialog of ours.
    void keep(DialogId id, Participant participant) {
        dialogs.put(id, participant);
    }

    void forget(EarlyDialog early) {
        dialogs.remove(early.id(), early);
    }

    void forget(OutgoingCall call) {
        calling.remove(call);
    }

    /// Sends what nobody answers: an ACK.
    void sendOnce(SipRequest ack, Target target) {
        transactions.sendOnce(ack, target);
    }

    void replace(Invitation invitation, AnsweredDialog dialog) {
        dialogs.put(invitation.id(), dialog);
    }

    void forget(Invitation invitation) {
        dialogs.remove(invitation.id(), invitation);
        invitations.remove(invitation.transaction());
    }

    void forget(AnsweredDialog dialog) {
        dialogs.remove(dialog.id(), dialog);
    }

    void countStrayAck() {
        counters.count(Event.STRAY_ACK);
    }

    void countRepeat() {
        counters.count(Event.RETRANSMISSION_SENT);
    }

    void run(Runnable task) {
        surface.loop().execute(task);
    }

    /// Calls the user, whose faults are not to become ours.
    ///
    /// @return false when it failed
    boolean tell(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeException e) {
            counters.count(Event.FAULT);
            LOG.error("A listener of the SIP endpoint failed.", e);
            return false;
        }
    }

    Target nextHop(Path path) {
        return path.nextHop(surface.connected());
    }

    String name() {
        return surface.name();
    }

    LocalAddresses addresses() {
        return surface.addresses();
    }

    String contact(Source peer) {
        return contact("", Target.backTo(peer));
    }

    /// Our Contact for a peer, with a user part unless that is empty.
    String contact(String user, Target peer) {
        var here = seenAs.by(peer);
        var uri = SipUri.sip(user, here.getAddress().getHostAddress(), here.getPort());
        return "<" + uri + peer.transport().parameter() + ">";
    }

    /// What peers see of us through NATs.
    SeenAs seenAs() {
        return seenAs;
    }

    /// Why a target did not answer, as a sentence.
    String silence(Target target) {
        var nothing = "No answer came from " + Outbound.name(target);
        return surface.trouble().apply(target).map(why -> nothing + ": " + why).orElse(nothing + ".");
    }

    String newTag() {
        return tokens.tag();
    }

    Via via(Target target) {
        var address = surface.addresses().towards(target.address()).getHostAddress();
        return new Via(
                target.transport().name(),
                address,
                surface.port().applyAsInt(target.transport()),
                chorus.sip.message.Params.of("branch", tokens.branch()).with("rport", ""));
    }

    Timers timers() {
        return timers;
    }

    Timing timing() {
        return timing;
    }
}
