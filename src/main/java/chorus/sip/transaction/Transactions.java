package chorus.sip.transaction;

import chorus.sip.message.Answerable;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private final Tables tables;
    private final LargeRequests large = new LargeRequests(this);
    private final Map<String, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ClientTransaction> clients = new HashMap<>();

    /// How many of the clients wait for each address.
    private final Map<InetAddress, Integer> asked = new HashMap<>();

    /// First requests by what stays the same on every way they take: who else has this is a merged request.
    private final Set<String> origins = new HashSet<>();

    public Transactions(
            Wire wire,
            TransactionUser user,
            Timers timers,
            Timing timing,
            Tokens tokens,
            SipCounters counters,
            int limit) {
        this(wire, user, timers, timing, tokens, counters, limit, Tables.STANDARD);
    }

    Transactions(
            Wire wire,
            TransactionUser user,
            Timers timers,
            Timing timing,
            Tokens tokens,
            SipCounters counters,
            int limit,
            Tables tables) {
        this.wire = wire;
        this.user = user;
        this.timers = timers;
        this.timing = timing;
        this.tokens = tokens;
        this.counters = counters;
        this.limit = limit;
        this.tables = tables;
    }

    /// Takes a request from the wire: a repeat, an ACK, or something new.
    public void receive(SipRequest heard, Source source) {
        var request = heard.heardFrom(source.address().getHostAddress(), source.port());
        var key = Key.ofServer(request);
        var known = servers.get(key);
        if (request.is("ACK")) {
            acknowledge(request, source, Optional.ofNullable(known));
        } else if (known != null) {
            counters.count(Event.RETRANSMISSION_RECEIVED);
            known.again();
        } else {
            begin(key, request, source);
        }
    }

    /// Takes a response from the wire, if it comes from whom we asked.
    public void receive(SipResponse response, Source source) {
        var transaction = clients.get(Key.ofClient(response));
        if (transaction == null) {
            counters.count(Event.STRAY_RESPONSE);
        } else if (!transaction.mayBeAnsweredBy(source)) {
            counters.count(Event.FOREIGN_RESPONSE);
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
            wire.send(request.callId(), response.build().toBytes(), wire.responseTarget(request.via(), source));
        }
    }

    /// Answers a request that is too broken to be taken, alike.
    public void refuse(Answerable request, Source source, int status, String phrase) {
        var address = source.address().getHostAddress();
        var bytes = request.refusal(status, phrase, tokens.tag(), address, source.port());
        var target = request.via().map(via -> wire.responseTarget(via, source));
        wire.send(request.headers().first("Call-ID").orElse(""), bytes, target.orElseGet(() -> Target.backTo(source)));
    }

    /// Sends a request of ours; a CANCEL the way its INVITE went (§9.1).
    public void send(SipRequest request, Target target, ClientListener listener) {
        var invite = request.is("CANCEL") ? clients.get(Key.invitedOfClient(request)) : null;
        if (invite == null) {
            large.send(request, target, listener);
        } else {
            var way = invite.target();
            start(request.over(way.transport().name()), way, listener);
        }
    }

    void start(SipRequest request, Target target, ClientListener listener) {
        if (size() >= limit) {
            counters.count(Event.TRANSACTIONS_CAPPED);
            listener.unanswered();
            return;
        }
        var transaction = new ClientTransaction(this, request, target, listener);
        clients.put(transaction.key(), transaction);
        asked.merge(target.address(), 1, Integer::sum);
        transaction.start();
    }

    /// A request of ours to this address is not over.
    public boolean awaits(InetAddress peer) {
        return asked.containsKey(peer);
    }

    /// Sends a request that has no answer: the ACK of a 2xx (§13.2.2.4).
    public void sendOnce(SipRequest ack, Target target) {
        large.sendOnce(ack, target);
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

    private void begin(String key, SipRequest request, Source source) {
        var origin = Origin.of(request);
        if (origin.filter(origins::contains).isPresent()) {
            refuse(request, source, 482, "Loop Detected");
            return;
        }
        if (size() >= limit) {
            counters.count(Event.TRANSACTIONS_CAPPED);
            refuse(request, source, 503, "Service Unavailable");
            return;
        }
        var transaction = new ServerTransaction(this, key, origin, request, source);
        servers.put(key, transaction);
        origin.ifPresent(origins::add);
        pass(transaction);
    }

    private void pass(ServerTransaction transaction) {
        var request = transaction.request();
        if (request.is("CANCEL")) {
            user.canceled(transaction, Optional.ofNullable(servers.get(Key.invitedBy(request))));
            return;
        }
        user.requested(transaction);
        if (request.is("INVITE") && transaction.isUnanswered()) {
            transaction.respond(trying(request));
        }
    }

    /// Sent at once unless something better was (§17.2.1), with the caller's Timestamp if it wants to measure
    /// (§8.2.6.1).
    private static SipResponse trying(SipRequest request) {
        return SipResponse.answering(request, 100, "Trying").copy("Timestamp").build();
    }

    void remove(ServerTransaction transaction) {
        if (servers.remove(transaction.key(), transaction)) {
            transaction.origin().ifPresent(origins::remove);
        }
    }

    void remove(ClientTransaction transaction) {
        clients.remove(transaction.key(), transaction);
        asked.computeIfPresent(transaction.target().address(), (peer, count) -> count > 1 ? count - 1 : null);
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

    Tables tables() {
        return tables;
    }

    Timing timing() {
        return timing;
    }
}
