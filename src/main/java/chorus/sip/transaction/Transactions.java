package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// All transactions of an endpoint, and the way of a message to its own. Lives on the loop.
public final class Transactions {
    private static final int RETRY_SECONDS = 5;

    private final Wire wire;
    private final TransactionUser user;
    private final Timers timers;
    private final Timing timing;
    private final Tokens tokens;
    private final SipCounters counters;
    private final int limit;
    private final Map<Key, ServerTransaction> servers = new HashMap<>();
    private final Map<Key, ClientTransaction> clients = new HashMap<>();

    /// First requests by what stays the same on every way they take: who else has this is a merged request.
    private final Map<Origin, ServerTransaction> origins = new HashMap<>();

    public Transactions(
            Wire wire,
            TransactionUser user,
            Timers timers,
            Timing timing,
            Tokens tokens,
            SipCounters counters,
            int limit) {
        this.wire = wire;
        this.user = user;
        this.timers = timers;
        this.timing = timing;
        this.tokens = tokens;
        this.counters = counters;
        this.limit = limit;
    }

    /// Takes a request from the wire: a repeat, an ACK, or something new.
    public void receive(SipRequest heard, Source source) {
        var request = heard.heardFrom(source.address().getHostAddress(), source.port());
        if (!request.via().hasMagicCookie()) {
            refuse(request, source, 400, "Bad Request - the branch is not of RFC 3261");
            return;
        }
        var known = servers.get(Key.ofServer(request));
        if (request.is("ACK")) {
            acknowledge(request, source, Optional.ofNullable(known));
        } else if (known != null) {
            counters.count(Event.RETRANSMISSION_RECEIVED);
            known.again();
        } else {
            begin(request, source);
        }
    }

    public void receive(SipResponse response) {
        var transaction = clients.get(Key.ofClient(response));
        if (transaction == null) {
            counters.count(Event.STRAY_RESPONSE);
        } else {
            transaction.responded(response);
        }
    }

    /// Answers without remembering anything.
    public void refuse(SipRequest request, Source source, int status, String phrase) {
        if (!request.is("ACK")) {
            var response = SipResponse.answering(request, status, phrase).toTag(tokens.tag());
            if (status == 503) {
                response.header("Retry-After", RETRY_SECONDS);
            }
            wire.send(request.callId(), response.build().toBytes(), wire.responseTarget(request, source));
        }
    }

    /// Sends a request of ours.
    public void send(SipRequest request, Target target, ClientListener listener) {
        if (size() >= limit) {
            counters.count(Event.TRANSACTIONS_CAPPED);
            listener.unanswered();
            return;
        }
        var transaction = new ClientTransaction(this, request, target, listener);
        clients.put(transaction.key(), transaction);
        transaction.start();
    }

    /// Sends a request that has no answer: the ACK of a 2xx (§13.2.2.4).
    public void sendOnce(SipRequest ack, Target target) {
        wire.send(ack.callId(), ack.toBytes(), target);
    }

    public int size() {
        return servers.size() + clients.size();
    }

    private void acknowledge(SipRequest ack, Source source, Optional<ServerTransaction> known) {
        if (known.isPresent()) {
            known.get().acknowledged(ack);
        } else {
            user.acknowledged(ack, source);
        }
    }

    private void begin(SipRequest request, Source source) {
        var origin = Origin.of(request);
        if (origin.isPresent() && origins.containsKey(origin.get())) {
            refuse(request, source, 482, "Loop Detected");
            return;
        }
        if (size() >= limit) {
            counters.count(Event.TRANSACTIONS_CAPPED);
            refuse(request, source, 503, "Service Unavailable");
            return;
        }
        var transaction = new ServerTransaction(this, request, source);
        servers.put(transaction.key(), transaction);
        origin.ifPresent(first -> origins.put(first, transaction));
        pass(transaction);
    }

    private void pass(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.is("CANCEL")) {
            user.canceled(transaction, Optional.ofNullable(servers.get(Key.invitedBy(request))));
            return;
        }
        if (request.is("INVITE")) {
            transaction.respond(trying(request));
        }
        user.requested(transaction);
    }

    /// Sent at once (§17.2.1), with the caller's Timestamp if it wants to measure (§8.2.6.1).
    private static SipResponse trying(SipRequest request) {
        return SipResponse.answering(request, 100, "Trying").copy("Timestamp").build();
    }

    void remove(ServerTransaction transaction) {
        servers.remove(transaction.key(), transaction);
        transaction.origin().ifPresent(origin -> origins.remove(origin, transaction));
    }

    void remove(ClientTransaction transaction) {
        clients.remove(transaction.key(), transaction);
    }

    void countRepeat() {
        counters.count(Event.RETRANSMISSION_SENT);
    }

    String newTag() {
        return tokens.tag();
    }

    Wire wire() {
        return wire;
    }

    TransactionUser user() {
        return user;
    }

    Timers timers() {
        return timers;
    }

    Timing timing() {
        return timing;
    }
}
