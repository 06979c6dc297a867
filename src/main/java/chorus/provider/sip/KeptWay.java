package chorus.provider.sip;

import chorus.sip.SipEndpoint;
import chorus.sip.dialog.RequestListener.Outcome;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.transport.Flow;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The way to the server that took a registration, kept open so that calls find in through a NAT (RFC 5626 §4.4).
///
/// The endpoint keeps the flow alive. Over UDP, where it cannot tell whether anybody is there, OPTIONS asks; a server
/// that never answers it is taken for one that does not know it. Owned by the thread that keeps the registration.
final class KeptWay {
    private static final Duration INTERVAL = Duration.ofSeconds(25);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /// After so long a server that is not the name's first choice is not preferred any more.
    private static final Duration LOYALTY = Duration.ofHours(1);

    private final AccountRequests requests;
    private final RandomGenerator random;
    private final RegistrarNews news;

    /// Read from any thread.
    private volatile @Nullable Target server;

    private @Nullable Flow flow;
    private List<String> routes = List.of();
    private Instant chosen = Instant.MIN;
    private Instant beat = Instant.MAX;
    private Instant answerBy = Instant.MAX;
    private boolean answers;
    private boolean mute;
    private int flows;

    KeptWay(AccountRequests requests, RandomGenerator random, RegistrarNews news) {
        this.requests = requests;
        this.random = random;
        this.news = news;
    }

    /// The server that is asked or took the registration; empty when there is none or the way to it broke.
    Optional<Target> server() {
        return Optional.ofNullable(server);
    }

    List<String> routes() {
        return routes;
    }

    /// Servers in the order to be asked: the one that knows us first.
    List<Target> preferred(List<Target> targets, Instant now) {
        var known = server;
        return known == null || now.isAfter(chosen.plus(LOYALTY))
                ? targets
                : new CallRoute.Open(routes, targets).preferring(known).targets();
    }

    /// Watches the stream to a server before anything is asked over it, so that no end of it is missed.
    void watch(SipEndpoint endpoint, Target asked, Instant now) {
        if (asked.transport().isReliable()) {
            open(endpoint, asked, now);
        }
    }

    /// This server took the registration.
    void keep(SipEndpoint endpoint, Target taken, List<String> by, Instant now) {
        routes = by;
        open(endpoint, taken, now);
        beat = next(now);
    }

    private void open(SipEndpoint endpoint, Target taken, Instant now) {
        if (!taken.equals(server)) {
            close();
            server = taken;
            chosen = now;
            answers = false;
            mute = false;
            var number = ++flows;
            flow = endpoint.keepAlive(taken, why -> news.add(new RegistrarNews.Broken(number, why)));
        }
    }

    /// Whether news of a broken flow are of the one that is kept now.
    boolean isOfNow(int number) {
        return server != null && number == flows;
    }

    /// When [#wake] is to be called.
    Instant wakeAt() {
        return beat.isBefore(answerBy) ? beat : answerBy;
    }

    /// Asks the server whether it is there, or notices that it did not answer.
    ///
    /// @return why the way is broken, as a sentence; empty when it is not
    Optional<String> wake(SipEndpoint endpoint, Instant now) {
        var silent = !now.isBefore(answerBy);
        if (silent) {
            answerBy = Instant.MAX;
            mute = !answers;
        }
        if (silent && answers) {
            return Optional.of("OPTIONS was not answered by " + server + " within " + ANSWER.toSeconds() + " seconds.");
        }
        if (!now.isBefore(beat)) {
            beat = next(now);
            ask(endpoint, now);
        }
        return Optional.empty();
    }

    private void ask(SipEndpoint endpoint, Instant now) {
        var asked = server;
        if (asked != null && asked.transport() == Transport.UDP && !mute) {
            answerBy = now.plus(ANSWER);
            endpoint.send(
                    requests.options(routes),
                    List.of(asked),
                    outcome -> news.add(new RegistrarNews.Pulse(asked, outcome)));
        }
    }

    /// What became of asking a server whether it is there; whatever it says, it is.
    void answered(Target asked, Outcome outcome) {
        if (outcome instanceof Reply && asked.equals(server)) {
            answers = true;
            answerBy = Instant.MAX;
        }
    }

    /// Ends the keeping; what is registered stays.
    void close() {
        server = null;
        beat = Instant.MAX;
        answerBy = Instant.MAX;
        if (flow != null) {
            flow.close();
            flow = null;
        }
    }

    private Instant next(Instant now) {
        return now.plusMillis(INTERVAL.toMillis() * random.nextInt(80, 101) / 100);
    }
}
