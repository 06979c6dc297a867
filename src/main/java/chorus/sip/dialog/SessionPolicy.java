package chorus.sip.dialog;

import chorus.sip.message.Header;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long a session may go without a sign of life from the far side's signalling (RFC 4028).
///
/// @param interval asked for in calls of ours, and granted at most in those of others
/// @param minimum  the shortest we agree to; the RFC wants 90 s, less is for those who cannot wait
public record SessionPolicy(Duration interval, Duration minimum) {
    /// The values that the RFC recommends (§4, §5).
    public static final SessionPolicy STANDARD = new SessionPolicy(Duration.ofMinutes(30), Duration.ofSeconds(90));

    static final String OPTION = "timer";

    public SessionPolicy {
        if (minimum.toSeconds() < 1 || interval.compareTo(minimum) < 0) {
            throw new IllegalArgumentException(
                    "A session's interval is at least its minimum, and that at least one second; not " + interval
                            + " and " + minimum + ".");
        }
    }

    /// The interval that a request asks for is too short for us, and its sender would understand being told so (§9).
    boolean isTooShort(SipRequest request) {
        return supports(request)
                && SessionExpires.of(request)
                        .filter(asked -> asked.seconds() < minimum.toSeconds())
                        .isPresent();
    }

    /// What to put into our 2xx: their interval or, if it is longer, ours; none when the far side knows nothing of
    /// timers and nobody on the way asked for one (§9). Where it is left to us, the one who refreshes is we: then
    /// each refresh also proves that the far side still lives.
    Optional<SessionExpires> answer(SipRequest request) {
        var asked = SessionExpires.of(request);
        if (!supports(request)) {
            return asked.filter(each -> each.seconds() >= minimum.toSeconds())
                    .map(each -> new SessionExpires(each.seconds(), Optional.of(Refresher.UAS)));
        }
        var floor = Math.max(minimum.toSeconds(), SessionExpires.minimum(request));
        var seconds = Math.max(
                floor,
                Math.min(
                        interval.toSeconds(), asked.map(SessionExpires::seconds).orElse(Long.MAX_VALUE)));
        var refresher = asked.flatMap(SessionExpires::refresher).orElse(Refresher.UAS);
        return Optional.of(new SessionExpires(seconds, Optional.of(refresher)));
    }

    /// The headers of a 2xx that says so.
    static List<Header> headers(SessionExpires agreed, SipRequest request) {
        var expires = new Header("Session-Expires", agreed.toString());
        return supports(request) ? List.of(new Header("Require", OPTION), expires) : List.of(expires);
    }

    static boolean supports(SipMessage message) {
        return message.headers().values("Supported").stream().anyMatch(OPTION::equalsIgnoreCase)
                || message.headers().values("Require").stream().anyMatch(OPTION::equalsIgnoreCase);
    }

    /// The headers of a request that asks for a session of this interval, or goes on with one.
    List<Header> asking(Duration wanted, Optional<Refresher> refresher) {
        return List.of(
                new Header("Session-Expires", new SessionExpires(wanted.toSeconds(), refresher).toString()),
                new Header("Min-SE", Long.toString(Math.min(wanted.toSeconds(), minimum.toSeconds()))));
    }

    /// What our 422 says.
    Header floor() {
        return new Header("Min-SE", Long.toString(minimum.toSeconds()));
    }
}
