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
import chorus.sip.transport.Reach;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The user agent (§8): what we ask, and what everybody here needs for asking and answering.
public final class UserAgent {
    private static final Logger LOG = LoggerFactory.getLogger(UserAgent.class);

    private final Surface surface;
    private final Timers timers;
    private final Timing timing;
    private final Tokens tokens;
    private final SipCounters counters;
    private final int limit;
    private final SessionPolicy sessions;
    private final SecureRandom random = new SecureRandom();
    private final Transactions transactions;
    private final Dialogs dialogs = new Dialogs();
    private final Set<OutgoingCall> calling = new HashSet<>();
    private final Reception reception;
    private final SeenAs seenAs;

    /// @param transactions makes the layer below, given this one
    public UserAgent(
            Surface surface,
            Timers timers,
            Timing timing,
            SipCounters counters,
            int limit,
            SessionPolicy sessions,
            Layer transactions,
            CallTaker taker) {
        this.surface = surface;
        this.timers = timers;
        this.timing = timing;
        this.tokens = new Tokens();
        this.seenAs = new SeenAs(surface.addresses(), surface.port());
        this.counters = counters;
        this.limit = limit;
        this.sessions = sessions;
        this.reception = new Reception(this, taker);
        this.transactions = transactions.under(reception, tokens);
    }

    /// Makes the transactions that report to a user.
    @FunctionalInterface
    public interface Layer {
        Transactions under(TransactionUser user, Tokens tokens);
    }

    public Transactions transactions() {
        return transactions;
    }

    /// Tells every call that its end has come.
    public void close() {
        List.copyOf(calling).forEach(OutgoingCall::cancel);
        dialogs.all().forEach(Participant::closed);
    }

    /// A call that is not over came over this stream.
    public boolean isInUse(Source stream) {
        return dialogs.isInUse(stream);
    }

    public int calls() {
        return dialogs.size();
    }

    SipResponse capabilities(SipRequest request) {
        return signed(SipResponse.answering(request, 200, "OK"))
                .header("Allow", Rules.ALLOW)
                .header("Supported", Rules.SUPPORTED)
                .header("Accept", Rules.SDP)
                .build();
    }

    /// The refusal of a session interval below our minimum (RFC 4028 §9).
    SipResponse tooShort(SipRequest request) {
        return signed(SipResponse.answering(request, 422, "Session Interval Too Small"))
                .header(sessions.floor())
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
            if (isFull()) {
                countFull();
                tell(() -> listener.failed(new InviteListener.Full()));
            } else {
                calling.add(call);
                call.start();
            }
        });
        return call;
    }

    Dialogs dialogs() {
        return dialogs;
    }

    void forget(OutgoingCall call) {
        calling.remove(call);
    }

    /// Sends what nobody answers: an ACK.
    void sendOnce(SipRequest ack, Target target) {
        transactions.sendOnce(ack, target);
    }

    /// Tells of what could not be read, if it was an INVITE.
    public void unreadable(Answerable request, Source source, String problem) {
        reception.unreadable(request, source, problem);
    }

    void forget(Invitation invitation) {
        reception.forget(invitation);
    }

    /// As many dialogs live here as may.
    boolean isFull() {
        return dialogs.size() + calling.size() >= limit;
    }

    void countFull() {
        counters.count(Event.DIALOGS_CAPPED);
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
        return path.nextHop(surface.connected(), surface.reach());
    }

    String name() {
        return surface.name();
    }

    Reach reach() {
        return surface.reach();
    }

    LocalAddresses addresses() {
        return surface.addresses();
    }

    String contact(String user, Target peer) {
        return Surface.contact("sip", user, peer, seenAs.by(peer));
    }

    /// Our Contact where this URI is that of the request: to `sips` belongs `sips` (RFC 3261 §12.1.1).
    String contact(SipUri asked, String user, Target peer) {
        var isSips = asked.scheme().equals("sips") && peer.transport() == Transport.TLS;
        return Surface.contact(isSips ? "sips" : "sip", user, peer, seenAs.by(peer));
    }

    /// What peers see of us through NATs.
    SeenAs seenAs() {
        return seenAs;
    }

    String silence(Target target) {
        return surface.silence(target);
    }

    String newTag() {
        return tokens.tag();
    }

    Via via(Target target) {
        return surface.via(target, tokens.branch());
    }

    SessionPolicy sessions() {
        return sessions;
    }

    RandomGenerator random() {
        return random;
    }

    Timers timers() {
        return timers;
    }

    Timing timing() {
        return timing;
    }
}
