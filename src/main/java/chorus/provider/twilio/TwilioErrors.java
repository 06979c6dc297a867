package chorus.provider.twilio;

import chorus.call.EndReason;
import chorus.call.Ending;
import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall.Outcome.NotAnswered;
import chorus.provider.SipStatus;
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

    /// The order to call was not carried out now, or nobody knows whether it was.
    static NotAnswered of(TwilioAnswer.Unavailable unavailable) {
        var reached = unavailable.perhapsDone() || unavailable.said().isPresent();
        var ending = unavailable
                .said()
                .flatMap(answer -> ofCode(answer.code()))
                .orElse(reached ? EndReason.NETWORK_FAILED : EndReason.NETWORK_UNREACHABLE);
        var detail = unavailable.why()
                + unavailable.said().map(answer -> " It said: " + answer + ".").orElse("")
                + (unavailable.perhapsDone() ? " Should it ring nevertheless, whoever answers is hung up." : "");
        return new NotAnswered(ending, detail, unavailable.said());
    }

    private static EndReason ending(int status, int code) {
        return ofCode(code).orElse(status >= SERVER_ERROR ? EndReason.NETWORK_FAILED : EndReason.DESTINATION_REFUSED);
    }

    /// What Twilio's own code means, of those that orders to call and calls end with.
    private static Optional<EndReason> ofCode(int code) {
        return switch (code) {
            case 20003, // wrong credentials
                    20404, // no such account or call
                    10001, // the account is not active
                    10002 -> // not for trial accounts
                Optional.of(EndReason.CREDENTIALS_REJECTED);
            case 21210, // From is neither a number of the account nor a verified one
                    21212, // From is no number
                    21213, // no From
                    21215, // the account may not call that country
                    21216, // the account may not call that number
                    21219, // a trial account calls verified numbers only
                    21205, // the URL is not usable
                    21405 -> // a fallback without a URL
                Optional.of(EndReason.DESTINATION_REFUSED);
            case 21201, // no To
                    21211, // To is no number
                    21214, // To cannot be reached
                    21217, // To does not look like a number
                    13224 -> // not to be dialled
                Optional.of(EndReason.DESTINATION_UNKNOWN);
            case 20429, // too many requests at once
                    10004, // too many calls at once
                    22005 -> // the queue is full
                Optional.of(EndReason.NETWORK_FAILED);
            default -> Optional.empty();
        };
    }

    /// The call ended, and nobody had talked.
    ///
    /// @param canceled why we have taken it back, if we have
    static NotAnswered of(CallNews news, Optional<Ending> canceled) {
        var answer = news.sipCode()
                .or(news::code)
                .filter(code -> code.matches("\\d{1,9}"))
                .map(code ->
                        new NetworkAnswer(Integer.parseInt(code), news.status().code()));
        return new NotAnswered(canceled.orElseGet(() -> ending(news)), news.words() + ".", answer);
    }

    /// The time to answer is up, and Twilio, asked now, says this; nothing when it could not be asked.
    static EndReason untold(Optional<CallStatus> status) {
        return status.map(now -> switch (now) {
                    case RINGING -> EndReason.CALLEE_NO_ANSWER;
                    case IN_PROGRESS -> EndReason.ANSWER_UNCONFIRMED;
                    case QUEUED, INITIATED, COMPLETED, BUSY, FAILED, NO_ANSWER, CANCELED -> EndReason.NETWORK_FAILED;
                })
                .orElse(EndReason.NETWORK_FAILED);
    }

    private static Ending ending(CallNews news) {
        return switch (news.status()) {
            case BUSY -> EndReason.CALLEE_BUSY;
            case NO_ANSWER ->
                news.sipCode().filter("603"::equals).isPresent()
                        ? EndReason.CALLEE_DECLINED
                        : EndReason.CALLEE_NO_ANSWER;
            case CANCELED -> EndReason.OUTBOUND_CANCELED;
            case FAILED -> failed(news);
            case COMPLETED, QUEUED, INITIATED, RINGING, IN_PROGRESS -> EndReason.NETWORK_FAILED;
        };
    }

    /// Twilio's own code is the closer word, where it gave one.
    private static EndReason failed(CallNews news) {
        return news.code()
                .filter(code -> code.matches("\\d{1,9}"))
                .flatMap(code -> ofCode(Integer.parseInt(code)))
                .or(() -> news.sipCode()
                        .filter(code -> code.matches("[3-6]\\d{2}"))
                        .map(code -> ofCalleesNetwork(Integer.parseInt(code))))
                .orElse(EndReason.NETWORK_FAILED);
    }

    /// A network beyond Twilio that asks for a password asks it of Twilio, not of us.
    private static EndReason ofCalleesNetwork(int status) {
        return status == 401 || status == 407 ? EndReason.DESTINATION_REFUSED : SipStatus.ending(status);
    }
}
