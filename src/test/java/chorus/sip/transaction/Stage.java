package chorus.sip.transaction;

import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.message.Via;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Transactions between a wire that is a list and a user who only takes notes; time passes when the story says so.
final class Stage implements Wire, TransactionUser, ClientListener {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");

    final SipCounters counters = new SipCounters();
    private final Transactions transactions;
    private final Timers timers = new Timers(() -> this.now, (task, millis) -> {});
    private final Transport transport;
    private final List<String> sent = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> failures = new ArrayList<>();
    private long now;
    private int branches;
    private boolean broken;
    private @Nullable SipRequest request;
    private @Nullable ServerTransaction asked;

    Stage(Tables tables, Transport transport) {
        this.transport = transport;
        this.transactions = new Transactions(this, this, timers, Timing.STANDARD, new Tokens(), counters, 100, tables);
    }

    // ---- what happens ------------------------------------------------------------------------------------------

    /// Our user asks something.
    void asks(String method) {
        request = request(method, "z9hG4bK" + ++branches);
        transactions.send(open(), new Target(PEER, 5060, transport), this);
        settle();
    }

    /// The peer answers what was asked last.
    void hears(int status) {
        transactions.receive(
                SipResponse.answering(open(), status, "Said").toTag("far").build(), source());
        settle();
    }

    /// The peer asks something new.
    void isAsked(String method) {
        isAsked(method, "z9hG4bK" + ++branches);
    }

    void isAsked(String method, String branch) {
        request = request(method, branch);
        isAskedAgain();
    }

    void isAskedAgain() {
        transactions.receive(open(), source());
        settle();
    }

    /// The peer confirms our answer, or takes its INVITE back.
    void isAskedAlike(String method) {
        var first = open();
        var text = SipRequest.to(method, first.uri()).header("Via", first.via()).header("From", first.from());
        transactions.receive(
                text.header("To", first.to().withTag("ours"))
                        .header("Call-ID", first.callId())
                        .header("CSeq", first.cseq().number() + " " + method)
                        .build(),
                source());
        settle();
    }

    /// Our user answers what was asked last.
    void answers(int status) {
        var transaction = asked;
        if (transaction == null) {
            throw new AssertionError("Nobody asked.");
        }
        transaction.respond(
                SipResponse.answering(open(), status, "Said").toTag("ours").build());
        settle();
    }

    /// From now on nothing can be sent.
    void breaks() {
        broken = true;
    }

    void passes(Duration time) {
        for (var end = now + time.toNanos(); now < end; now += STEP.toNanos()) {
            timers.run();
            settle();
        }
        timers.run();
        settle();
    }

    // ---- what came of it ---------------------------------------------------------------------------------------

    /// What was sent since this was asked last: methods and statuses.
    List<String> sent() {
        var all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    /// What the user was told since: `asked INVITE`, `ACK`, `CANCEL`, a status, `unanswered`.
    List<String> told() {
        var all = List.copyOf(told);
        told.clear();
        return all;
    }

    boolean isOver() {
        return transactions.size() == 0;
    }

    private SipRequest open() {
        if (request == null) {
            throw new AssertionError("Nothing was asked.");
        }
        return request;
    }

    private Source source() {
        return new Source(PEER, 5060, transport);
    }

    private SipRequest request(String method, String branch) {
        var via = "SIP/2.0/" + transport + " 192.0.2.1" + (branch.isEmpty() ? "" : ";branch=" + branch);
        return SipRequest.to(method, SipUri.sip("bob", "192.0.2.9", -1))
                .header("Via", via)
                .header("From", "<sip:a@192.0.2.1>;tag=from")
                .header("To", "<sip:b@192.0.2.9>")
                .header("Call-ID", "stage-" + branches)
                .header("CSeq", "1 " + method)
                .build();
    }

    private void settle() {
        while (!failures.isEmpty()) {
            failures.removeFirst().run();
        }
    }

    // ---- the wire ----------------------------------------------------------------------------------------------

    @Override
    public void send(String callId, byte[] message, Target target, Runnable failed) {
        if (broken) {
            failures.add(failed);
            return;
        }
        var words = new String(message, java.nio.charset.StandardCharsets.UTF_8).split(" ", 3);
        sent.add(words[0].equals("SIP/2.0") ? words[1] : words[0]);
    }

    @Override
    public void reach(Target target, Consumer<Boolean> done) {
        done.accept(!broken);
    }

    @Override
    public boolean leadsTo(Target target) {
        return !broken;
    }

    @Override
    public Target responseTarget(Via via, Source source) {
        return Target.backTo(source);
    }

    // ---- the users ---------------------------------------------------------------------------------------------

    @Override
    public void requested(ServerTransaction transaction) {
        asked = transaction;
        told.add("asked " + transaction.request().method());
    }

    @Override
    public void canceled(ServerTransaction cancel, Optional<ServerTransaction> invite) {
        told.add(invite.isPresent() ? "CANCEL" : "CANCEL of nothing");
    }

    @Override
    public void acknowledged(SipRequest ack, Source source) {
        told.add("ACK");
    }

    @Override
    public void responded(SipResponse response) {
        told.add(String.valueOf(response.status()));
    }

    @Override
    public void unanswered() {
        told.add("unanswered");
    }
}
