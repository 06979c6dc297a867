package chorus.sip.dialog;

import chorus.sip.message.SipResponse;
import chorus.sip.transaction.ServerTransaction;
import chorus.sip.transaction.Timers;
import java.time.Duration;
import java.util.Optional;

/// A re-INVITE or UPDATE that waits for our answer. Its state lives on the loop.
final class PendingReoffer implements Reoffer {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final UserAgent agent;
    private final AnsweredDialog dialog;
    private final ServerTransaction transaction;
    private final Timers.Timer limit;
    private boolean decided;

    PendingReoffer(UserAgent agent, AnsweredDialog dialog, ServerTransaction transaction) {
        this.agent = agent;
        this.dialog = dialog;
        this.transaction = transaction;
        this.limit = agent.timers().start(LONGEST, () -> decline(500, "Server Internal Error"));
    }

    @Override
    public Optional<String> offer() {
        return Rules.sdp(transaction.request());
    }

    @Override
    public void accept(String sdp) {
        var answer = agent.signed(SipResponse.answering(transaction.request(), 200, "OK"))
                .header("Contact", agent.contact(transaction.source()))
                .header("Allow", Rules.ALLOW)
                .header("Supported", Rules.SUPPORTED)
                .body(Rules.SDP, sdp)
                .build();
        agent.run(() -> decide(() -> send(answer)));
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

    private void send(SipResponse answer) {
        dialog.retargeted(transaction.request());
        if (transaction.request().is("INVITE")) {
            dialog.reanswered(transaction, answer, offer().isEmpty());
        } else {
            transaction.respond(answer);
        }
    }

    private void decide(Runnable decision) {
        if (!decided) {
            decided = true;
            limit.cancel();
            dialog.settled(this);
            decision.run();
        }
    }
}
