package chorus.doctor;

import chorus.call.EndReason;
import java.util.List;
import java.util.Optional;

/// What to change about a number at Twilio, by what Twilio said, or did not say.
final class TwilioAdvice {
    private TwilioAdvice() {}

    /// Empty for endings that have to do with no network.
    static Optional<List<String>> on(EndReason reason, Evidence evidence) {
        return switch (reason) {
            case CREDENTIALS_REJECTED ->
                advice(
                        "Correct `twilioAuthToken`, or the API key of the number, and look in Twilio's Console whether the"
                                + " account is active: " + said(evidence));
            case DESTINATION_REFUSED ->
                advice(
                        "Look at the page of Twilio's error; usual causes are a country that is not switched on in Twilio's"
                                + " voice geographic permissions, a number that is not of this account, and a trial account: "
                                + said(evidence));
            case DESTINATION_UNKNOWN -> advice("Check `to`, which has to be E.164: " + said(evidence));
            case NETWORK_UNREACHABLE -> advice("Let this server reach Twilio's API over HTTPS: " + said(evidence));
            case NETWORK_FAILED -> advice("Try again later, and look at Twilio's status page: " + said(evidence));
            case ANSWER_UNCONFIRMED ->
                advice("Make CHORUS_PUBLIC_URL reachable from the internet for WebSockets too: a proxy in front has to"
                        + " pass the upgrade of /twilio/media on. " + Advice.sentence(evidence.found("answer")));
            case SIGNALLING_FAILED, SESSION_EXPIRED ->
                advice("Look for what cuts WebSockets in mid-call, such as a proxy's idle limit. "
                        + Advice.sentence(evidence.found("stream")));
            case CALLER_HUNG_UP,
                    CALLEE_HUNG_UP,
                    CALLER_CANCELED,
                    AGENT_HUNG_UP,
                    TRANSFERRED,
                    API_HUNG_UP,
                    TIME_LIMIT,
                    AGENT_LOST,
                    MEDIA_LOST,
                    BALANCE_SPENT,
                    CALLEE_BUSY,
                    CALLEE_NO_ANSWER,
                    CALLEE_DECLINED,
                    OUTBOUND_CANCELED,
                    SHUT_DOWN,
                    SERVER_LOST,
                    INTERNAL_FAILURE -> Optional.empty();
        };
    }

    private static Optional<List<String>> advice(String sentence) {
        return Optional.of(List.of(sentence));
    }

    private static String said(Evidence evidence) {
        var line = evidence.found("answer");
        return line.isEmpty() ? "it said nothing more." : "it said: " + Advice.sentence(line);
    }
}
