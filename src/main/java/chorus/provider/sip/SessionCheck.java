package chorus.provider.sip;

import chorus.provider.Checklist;
import chorus.sip.dialog.SessionTerms;
import chorus.sip.sdp.Direction;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks at what an answered call of a preflight does when its session changes: whether it can be held and comes back,
/// and how it is kept alive.
final class SessionCheck {
    private static final int PATIENCE_SECONDS = 10;
    private static final String CHANGE = "Let the far side take re-INVITEs within a call (RFC 3264 §8.4): holds,"
            + " transfers and session timers need them.";

    private final SipLeg leg;
    private final Checklist list;

    SessionCheck(SipLeg leg, Checklist list) {
        this.leg = leg;
        this.list = list;
    }

    void run() {
        hold();
        timer();
    }

    private void hold() {
        var held = offered(Direction.SENDONLY);
        if (held.trouble().isPresent()) {
            list.failed("hold", "Our hold was answered: " + held.trouble().get(), CHANGE);
            return;
        }
        var silent = leg.agreement()
                .parameters()
                .filter(agreed -> !agreed.receiving())
                .isPresent();
        var back = offered(Direction.SENDRECV);
        if (!silent) {
            list.failed(
                    "hold",
                    "The far side took our hold, and says that it goes on sending.",
                    "Have it answer a=sendonly with a=recvonly or a=inactive (RFC 3264 §8.4).");
        } else if (back.trouble().isPresent()) {
            list.failed(
                    "hold",
                    "It was held, and did not come back: " + back.trouble().get(),
                    CHANGE);
        } else {
            list.passed("hold", "The far side was held, and came back.");
        }
    }

    private void timer() {
        var told = new CompletableFuture<Optional<SessionTerms>>();
        leg.dialog().session(told::complete);
        got(told)
                .flatMap(terms -> terms)
                .ifPresentOrElse(
                        terms -> list.passed(
                                "session timer",
                                "The session is kept by a timer of "
                                        + terms.interval().toSeconds() + " s; "
                                        + (terms.ours() ? "we refresh it." : "the far side refreshes it.")),
                        () -> list.skipped(
                                "session timer",
                                "The far side speaks no session timers (RFC 4028): a call that it forgets is noticed by"
                                        + " its missing sound."));
    }

    /// @param trouble what the far side said against it
    private record Offered(Optional<String> trouble) {}

    private Offered offered(Direction direction) {
        var outcome = new CompletableFuture<Offered>();
        leg.dialog().offer(() -> leg.agreement().offer(direction), (status, phrase, sdp) -> {
            var said = status == 0 ? phrase : "SIP/2.0 " + status + " " + phrase;
            outcome.complete(new Offered(
                    sdp.map(answer -> leg.agreement().offered(answer)).orElse(Optional.of(said))));
        });
        return got(outcome).orElse(new Offered(Optional.of("Nothing came within " + PATIENCE_SECONDS + " s.")));
    }

    private static <T> Optional<T> got(CompletableFuture<T> future) {
        try {
            return Optional.of(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        }
    }
}
