package chorus.provider.sip;

import chorus.call.EndReason;
import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall.Outcome.NotAnswered;
import chorus.sip.message.SipResponse;
import java.util.Optional;

/// What the final answers to a call of ours mean.
final class SipAnswers {
    private SipAnswers() {}

    /// How a call ends that was refused so.
    ///
    /// @param remark what else there is to say; may be empty
    static NotAnswered refused(SipResponse response, String remark) {
        var line = Quote.deciding(response);
        return new NotAnswered(
                ending(response.status()), remark.isEmpty() ? line : line + ": " + remark, Optional.of(word(response)));
    }

    /// The network's final word.
    static NetworkAnswer word(SipResponse response) {
        return new NetworkAnswer(response.status(), Quote.clean(response.reason()));
    }

    /// Busy and unanswered are told apart from failed as RFC 3261 §21 words the codes.
    static EndReason ending(int status) {
        return switch (status) {
            case 486, 600 -> EndReason.CALLEE_BUSY;
            case 480, 487 -> EndReason.CALLEE_NO_ANSWER;
            case 603 -> EndReason.CALLEE_DECLINED;
            case 401, 407 -> EndReason.CREDENTIALS_REJECTED;
            case 404, 410, 416, 484, 485, 604 -> EndReason.DESTINATION_UNKNOWN;
            case 408 -> EndReason.NETWORK_FAILED;
            default -> status >= 500 && status < 600 ? EndReason.NETWORK_FAILED : EndReason.DESTINATION_REFUSED;
        };
    }
}
