package chorus.provider.sip;

import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall.Outcome.NotAnswered;
import chorus.provider.SipStatus;
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
                SipStatus.ending(response.status()),
                remark.isEmpty() ? line : line + ": " + remark,
                Optional.of(word(response)));
    }

    /// The network's final word.
    static NetworkAnswer word(SipResponse response) {
        return new NetworkAnswer(response.status(), Quote.clean(response.reason()));
    }
}
