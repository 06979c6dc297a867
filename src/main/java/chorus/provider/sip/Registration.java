package chorus.provider.sip;

import chorus.phonebook.LineStatus;
import chorus.provider.LineHistory;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One registration (RFC 3261 §10.2) as a machine: it is told what happened and when, and says what to do next.
///
/// After a silence it tries again in 2, 4, 8 … seconds up to 30 minutes, each time drawn from the upper half
/// (RFC 5626 §4.5 asks for 30 seconds at first; the quicker first tries bring a line back soon after a
/// registrar's restart). After a refusal it tries again in 5, 10, 20, 30 minutes, for registrars lock out who
/// asks too often.
final class Registration {
    static final Duration WISHED = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);
    private static final Duration LONGEST_EXPIRY = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    private final Account account;
    private final RandomGenerator random;
    private final LineHistory history;
    private Duration wished = WISHED;
    private boolean raised;
    private int silences;
    private int refusals;

    Registration(Account account, RandomGenerator random, LineHistory history) {
        this.account = account;
        this.random = random;
        this.history = history;
    }

    /// What is to be done next.
    sealed interface Step {
        /// REGISTER now, asking for so long.
        record Register(Duration expires) implements Step {}

        /// Nothing until then; then [#due].
        record Wait(Instant until) implements Step {}
    }

    LineStatus status() {
        return history.now();
    }

    /// It is time, at first or again.
    Step due() {
        raised = false;
        return new Step.Register(wished);
    }

    Step answered(Reply reply, Instant now) {
        var response = reply.response();
        if (response.isSuccess()) {
            return registered(reply, now);
        }
        return switch (response.status()) {
            case 423 -> tooBrief(response, now);
            case 408, 480 -> again(response, now);
            default ->
                response.status() >= 500 && response.status() < 600
                        ? again(response, now)
                        : refused(reply.refusal().orElse("The registrar refuses."), response, now);
        };
    }

    /// Nobody answered, or no server was found.
    Step unanswered(String why, Instant now) {
        history.failed(why, now);
        return new Step.Wait(now.plus(pause()));
    }

    /// The registrar sends us somewhere that we do not go.
    Step misled(String why, Instant now) {
        history.failed("The registrar redirects. " + why, now);
        return new Step.Wait(now.plus(pauseAfterRefusal()));
    }

    /// The flow to the registrar broke: what it still keeps leads nowhere.
    void broken(String why, Instant now) {
        history.connecting("The way to the registrar broke, registering again: " + why, now);
    }

    private Step registered(Reply reply, Instant now) {
        var granted = granted(reply.response());
        if (granted.isZero()) {
            return refused("The registrar keeps no binding of ours.", reply.response(), now);
        }
        silences = 0;
        refusals = 0;
        history.ready(registeredAt(reply), now, now.plus(granted));
        var pause = share(granted, 50, 80);
        return new Step.Wait(now.plus(pause.compareTo(SHORTEST_REFRESH) < 0 ? SHORTEST_REFRESH : pause));
    }

    private String registeredAt(Reply reply) {
        var target = reply.target();
        var reached = NameAddr.parse(reply.newer()).map(contact -> contact.uri().host());
        return "Registered as " + account.username() + " at " + target
                + reached.map(host -> "; calls reach us at " + host).orElse("") + ".";
    }

    /// Once per attempt, so that a registrar that is never content is not asked in circles.
    private Step tooBrief(SipResponse response, Instant now) {
        var least = seconds(response.header("Min-Expires").orElse(""));
        if (raised || least.isEmpty() || least.get() <= wished.toSeconds()) {
            return refused("The registrar finds " + wished.toSeconds() + " seconds too brief.", response, now);
        }
        if (least.get() > Duration.ofDays(1).toSeconds()) {
            return refused("The registrar wants registrations of more than a day.", response, now);
        }
        raised = true;
        wished = Duration.ofSeconds(least.get());
        return new Step.Register(wished);
    }

    private Step refused(String why, SipResponse response, Instant now) {
        history.failed(why + " It said: " + Quote.deciding(response), now);
        return new Step.Wait(now.plus(pauseAfterRefusal()));
    }

    private Step again(SipResponse response, Instant now) {
        history.failed("The registrar cannot serve us now. It said: " + Quote.deciding(response), now);
        var asked =
                response.header("Retry-After").flatMap(Registration::seconds).orElse(0L);
        var least = Duration.ofSeconds(Math.min(asked, LONGEST_PAUSE.toSeconds()));
        var pause = pause();
        return new Step.Wait(now.plus(least.compareTo(pause) > 0 ? least : pause));
    }

    private Duration pause() {
        return growing(FIRST_PAUSE, silences++);
    }

    private Duration pauseAfterRefusal() {
        return growing(AFTER_REFUSAL, refusals++);
    }

    private Duration growing(Duration first, int times) {
        var doubled = first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        return share(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled, 50, 100);
    }

    private Duration share(Duration whole, int from, int to) {
        return Duration.ofMillis(whole.toMillis() * random.nextInt(from * 10, to * 10 + 1) / 1000);
    }

    /// What was granted: of our own Contact; where the registrar rewrote it, of the one that ends first; else
    /// of the whole answer, else what we asked for. Bounded, so that a registrar that forgets us is noticed.
    private Duration granted(SipResponse response) {
        var contacts = response.headers().values("Contact").stream()
                .flatMap(contact -> NameAddr.parse(contact).stream())
                .toList();
        var own = contacts.stream()
                .filter(contact -> contact.uri().user().equals(account.line()))
                .toList();
        var told = expiry(own.isEmpty() ? contacts : own)
                .or(() -> response.header("Expires").flatMap(Registration::seconds));
        var granted = Duration.ofSeconds(told.orElse(wished.toSeconds()));
        return granted.compareTo(LONGEST_EXPIRY) > 0 ? LONGEST_EXPIRY : granted;
    }

    /// Of the contact that ends first; 0 when all that tell have ended.
    private static Optional<Long> expiry(List<NameAddr> contacts) {
        var all = contacts.stream()
                .flatMap(contact -> contact.params().get("expires").stream())
                .flatMap(expires -> seconds(expires).stream())
                .sorted()
                .toList();
        return all.stream()
                .filter(one -> one > 0)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private static Optional<Long> seconds(String text) {
        var end = 0;
        while (end < text.length() && end < 10 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? Optional.empty() : Optional.of(Long.parseLong(text.substring(0, end)));
    }
}
