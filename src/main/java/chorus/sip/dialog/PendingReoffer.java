package chorus.sip.dialog;

import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import java.time.Duration;
import java.util.Optional;

/// A re-INVITE or UPDATE that waits for our answer. Its state lives on the loop.
final class PendingReoffer implements Reoffer {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final UserAgent agent;
    private final Changes changes;
    private final ServerTransaction transaction;
    private final Optional<String> offer;
    private final Timers.Timer limit;
    private boolean decided;

    PendingReoffer(UserAgent agent, Changes changes, ServerTransaction transaction) {
        this.agent = agent;
        this.changes = changes;
        this.transaction = transaction;
        this.offer = Rules.sdp(transaction.request());
        this.limit = agent.timers().start(LONGEST, () -> decline(500, "Server Internal Error"));
    }

    @Override
    public Optional<String> offer() {
        return offer;
    }

    @Override
    public void accept(String sdp) {
        agent.run(() -> decide(() -> changes.accept(transaction, transaction.request(), Optional.of(sdp))));
    }

    @Override
    public void decline(int code, String phrase) {
        if (code < 300) {
            throw new IllegalArgumentException("A refusal is a status of 300 to 699, not " + code + ".");
        }
        agent.run(() -> decide(() -> agent.answer(transaction, code, phrase)));
    }

    boolean isFor(ServerTransaction other) {
        return transaction == other;
    }

    private void decide(Runnable decision) {
        if (!decided) {
            decided = true;
            limit.cancel();
            changes.settled(this);
            decision.run();
        }
    }
}
