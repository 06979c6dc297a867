package chorus.provider.sip;

import chorus.phonebook.LineStatus;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// One registration (RFC 3261 §10.2) as a machine: it is told what happened and when, and says what to do next.
///
/// After a silence it tries again in 2, 4, 8 … seconds up to 30 minutes, each time drawn from the upper half (RFC 5626
/// §4.5 asks for 30 seconds at first; the quicker first tries bring a line back soon after a registrar's restart).
final class Registration {
    static final Duration WISHED = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(5);
    private static final Duration LONGEST_EXPIRY = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    private final String line;
    private final RandomGenerator random;
    private final LineHistory history;
    private Duration wished = WISHED;
    private boolean raised;
    private int failures;

    /// @param line what tells our Contact from others: its user part
    Registration(String line, RandomGenerator random, Instant now) {
        this.line = line;
        this.random = random;
        this.history = new LineHistory("The line is being registered.", now);
    }

    /// What is to be done next.
    sealed interface Step {
        /// REGISTER now, asking for so long.
        record Register(Duration expires) implements Step {}

        /// Nothing until then; then [#due].
        record Wait(Instant until) implements Step {}
    }

    String line() {
        return line;
    }

    LineStatus status() {
        return history.now();
    }

    /// It is time, at first or again.
    Step due() {
        raised = false;
        return new Step.Register(wished);
    }

    Step answered(SipResponse response, Instant now) {
        if (response.isSuccess()) {
            return registered(response, now);
        }
        return switch (response.status()) {
            case 423 -> tooBrief(response, now);
            case 401, 403, 404, 407 -> refused(response, now);
            case 408, 480 -> again(words(response), response, now);
            default ->
                response.status() >= 500 && response.status() < 600
                        ? again(words(response), response, now)
                        : refused(response, now);
        };
    }

    /// Nobody answered, or no server was found.
    Step unanswered(String why, Instant now) {
        history.failed(why, now);
        return new Step.Wait(now.plus(pause()));
    }

    /// The flow to the registrar broke: what it still keeps leads nowhere.
    Step broken(String why, Instant now) {
        history.connecting("The connection to the registrar broke (" + why + "); registering again.", now);
        return due();
    }

    private Step registered(SipResponse response, Instant now) {
        var granted = granted(response);
        if (granted.isZero()) {
            return refusedBecause("The registrar answered 200 and keeps no binding of ours (Expires: 0).", now);
        }
        failures = 0;
        history.ready("Registered.", now, now.plus(granted));
        return new Step.Wait(now.plus(share(granted, 50, 90)));
    }

    /// Once per attempt, so that a registrar that is never content is not asked in circles.
    private Step tooBrief(SipResponse response, Instant now) {
        var least = seconds(response.header("Min-Expires").orElse(""));
        if (raised || least.isEmpty() || least.getAsLong() <= wished.toSeconds()) {
            return refused(response, now);
        }
        if (least.getAsLong() > Duration.ofDays(1).toSeconds()) {
            return refused(response, now);
        }
        raised = true;
        wished = Duration.ofSeconds(least.getAsLong());
        return new Step.Register(wished);
    }

    private Step refused(SipResponse response, Instant now) {
        return refusedBecause("The registrar refuses: " + words(response) + ".", now);
    }

    private Step refusedBecause(String why, Instant now) {
        failures++;
        history.failed(why, now);
        return new Step.Wait(now.plus(share(AFTER_REFUSAL, 50, 100)));
    }

    private Step again(String words, SipResponse response, Instant now) {
        history.failed("The registrar cannot serve us now: " + words + ".", now);
        var pause = pause();
        var asked = response.header("Retry-After").map(Registration::seconds).orElse(OptionalLong.empty());
        if (asked.isPresent()) {
            var capped = Duration.ofSeconds(Math.min(asked.getAsLong(), LONGEST_PAUSE.toSeconds()));
            pause = capped.compareTo(pause) > 0 ? capped : pause;
        }
        return new Step.Wait(now.plus(pause));
    }

    private Duration pause() {
        var doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
        return share(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled, 50, 100);
    }

    private Duration share(Duration whole, int from, int to) {
        return whole.multipliedBy(random.nextInt(from * 10, to * 10 + 1)).dividedBy(1000);
    }

    /// What was granted: of our own Contact, else of the whole answer, else what we asked for; bounded, so that a
    /// registrar that forgets us is noticed.
    private Duration granted(SipResponse response) {
        var own = response.headers().values("Contact").stream()
                .flatMap(contact -> NameAddr.parse(contact).stream())
                .filter(contact -> contact.uri().user().equals(line))
                .findFirst();
        var told = own.flatMap(contact -> contact.params().get("expires"))
                .or(() -> response.header("Expires"))
                .map(Registration::seconds)
                .orElse(OptionalLong.empty());
        var granted = Duration.ofSeconds(told.orElse(wished.toSeconds()));
        return granted.compareTo(LONGEST_EXPIRY) > 0 ? LONGEST_EXPIRY : granted;
    }

    /// `SIP 403 Forbidden (Warning: 399 pbx "no such user")`, shortened.
    private static String words(SipResponse response) {
        var warning = response.header("Warning").map(text -> " (Warning: " + shortened(text) + ")");
        return "SIP " + response.status() + " " + shortened(response.reason()) + warning.orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= 160 ? text : text.substring(0, 160) + "…";
    }

    private static OptionalLong seconds(String text) {
        var end = 0;
        while (end < text.length() && end < 10 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.substring(0, end)));
    }
}
