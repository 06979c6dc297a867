package chorus.provider.twilio;

import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall.Outcome.NotAnswered;
import chorus.provider.twilio.TwilioCall.CallNews;
import java.util.Optional;

/// What Twilio's words about a call of ours mean: the codes of its API, and the states in which calls end.
final class TwilioErrors {
    private static final int SERVER_ERROR = 500;

    private TwilioErrors() {}

    /// The order to call was not carried out.
    static NotAnswered of(TwilioAnswer.Refused refused) {
        return new NotAnswered(
                ending(refused.status(), refused.code()),
                refused.sentence() + " See https://www.twilio.com/docs/errors/" + refused.code() + ".",
                Optional.of(new NetworkAnswer(refused.code(), refused.message())));
    }

    private static EndReason ending(int status, int code) {
        return switch (code) {
            case 20003, // wrong credentials
                    20404, // no such account or call
                    10001, // the account is not active
                    10002 -> // not for trial accounts
                EndReason.CREDENTIALS_REJECTED;
            case 21210, // From is neither a number of the account nor a verified one
                    21212, // From is no number
                    21213, // no From
                    21215, // the account may not call that country
                    21216, // the account may not call that number
                    21219, // a trial account calls verified numbers only
                    21205, // the URL is not usable
                    21405 -> // a fallback without a URL
                EndReason.DESTINATION_REFUSED;
            case 21201, // no To
                    21211, // To is no number
                    21214, // To cannot be reached
                    21217, // To does not look like a number
                    13224 -> // not to be dialled
                EndReason.DESTINATION_UNKNOWN;
            case 20429, // too many requests at once
                    10004, // too many calls at once
                    22005 -> // the queue is full
                EndReason.NETWORK_FAILED;
            default -> status >= SERVER_ERROR ? EndReason.NETWORK_FAILED : EndReason.DESTINATION_REFUSED;
        };
    }

    /// The call ended, and nobody had talked.
    ///
    /// @param canceled why we have taken it back, if we have
    static NotAnswered of(CallNews news, Optional<Ending> canceled) {
        var said = "Twilio ended the call as " + news.status().code()
                + news.sipCode()
                        .map(code -> ", the callee's network answered " + code)
                        .orElse("")
                + news.code().map(code -> ", error " + code).orElse("") + ".";
        var answer = news.sipCode()
                .or(news::code)
                .filter(code -> code.matches("\\d{1,9}"))
                .map(code ->
                        new NetworkAnswer(Integer.parseInt(code), news.status().code()));
        return new NotAnswered(canceled.orElseGet(() -> ending(news)), said, answer);
    }

    private static Ending ending(CallNews news) {
        return switch (news.status()) {
            case BUSY -> EndReason.CALLEE_BUSY;
            case NO_ANSWER ->
                news.sipCode().filter("603"::equals).isPresent()
                        ? EndReason.CALLEE_DECLINED
                        : EndReason.CALLEE_NO_ANSWER;
            case CANCELED -> EndReason.OUTBOUND_CANCELED;
            case FAILED -> news.sipCode().map(TwilioErrors::ofSip).orElse(EndReason.NETWORK_FAILED);
            case COMPLETED, QUEUED, INITIATED, RINGING, IN_PROGRESS -> EndReason.NETWORK_FAILED;
        };
    }

    private static EndReason ofSip(String code) {
        return switch (code) {
            case "404", "410", "416", "484", "485", "604" -> EndReason.DESTINATION_UNKNOWN;
            case "486", "600" -> EndReason.CALLEE_BUSY;
            case "480", "487" -> EndReason.CALLEE_NO_ANSWER;
            case "603" -> EndReason.CALLEE_DECLINED;
            default -> isFailure(code) ? EndReason.NETWORK_FAILED : EndReason.DESTINATION_REFUSED;
        };
    }

    private static boolean isFailure(String code) {
        return code.matches("\\d{3}") && Integer.parseInt(code) >= SERVER_ERROR;
    }
}
