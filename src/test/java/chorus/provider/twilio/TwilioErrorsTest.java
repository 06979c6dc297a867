package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.EndReason;
import chorus.call.NetworkAnswer;
import chorus.provider.OutgoingCall.Outcome.NotAnswered;
import chorus.provider.twilio.TwilioCall.CallNews;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Twilio's codes and states mean for a call.
class TwilioErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "401, 20003, CREDENTIALS_REJECTED",
        "404, 20404, CREDENTIALS_REJECTED",
        "400, 10001, CREDENTIALS_REJECTED",
        "400, 10002, CREDENTIALS_REJECTED",
        "400, 21210, DESTINATION_REFUSED",
        "400, 21212, DESTINATION_REFUSED",
        "400, 21213, DESTINATION_REFUSED",
        "400, 21215, DESTINATION_REFUSED",
        "400, 21216, DESTINATION_REFUSED",
        "400, 21219, DESTINATION_REFUSED",
        "400, 21205, DESTINATION_REFUSED",
        "400, 21405, DESTINATION_REFUSED",
        "400, 29999, DESTINATION_REFUSED",
        "400, 21201, DESTINATION_UNKNOWN",
        "400, 21211, DESTINATION_UNKNOWN",
        "400, 21214, DESTINATION_UNKNOWN",
        "400, 21217, DESTINATION_UNKNOWN",
        "400, 13224, DESTINATION_UNKNOWN",
        "400, 22005, NETWORK_FAILED",
        "429, 20429, NETWORK_FAILED",
        "429, 10004, NETWORK_FAILED",
        "500, 20500, NETWORK_FAILED",
        "503, 10001, CREDENTIALS_REJECTED",
    })
    void everyCodeHasAReasonAndIsKept(int status, int code, EndReason reason) {
        var body = "{\"code\":" + code + ",\"message\":\"In Twilio's words\"}";
        var outcome = of(RestReply.of(status, body.getBytes(StandardCharsets.UTF_8)));
        assertThat(outcome.ending()).isEqualTo(reason);
        assertThat(outcome.answer()).contains(new NetworkAnswer(code, "In Twilio's words"));
        assertThat(outcome.detail()).contains(String.valueOf(code), "In Twilio's words");
    }

    @Test
    void whoeverCouldNotBeAskedHasSaidNothing() {
        var outcome = of(new TwilioAnswer.Unavailable("Twilio's API could not be reached.", false));
        assertThat(outcome.ending()).isEqualTo(EndReason.NETWORK_UNREACHABLE);
        assertThat(outcome.answer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "13224, , DESTINATION_UNKNOWN",
        "21215, 403, DESTINATION_REFUSED",
        "99999, 404, DESTINATION_UNKNOWN",
        ", 404, DESTINATION_UNKNOWN",
        ", , NETWORK_FAILED",
        "nonsense, , NETWORK_FAILED",
    })
    void aCallThatFailsIsJudgedByTwiliosCodeAndThenByThatOfTheNetworkBeyond(String code, String sip, EndReason reason) {
        var news = new CallNews(CallStatus.FAILED, Optional.ofNullable(sip), Optional.ofNullable(code));
        assertThat(TwilioErrors.of(news, Optional.empty()).ending()).isEqualTo(reason);
    }

    @Test
    void onlyACallThatRangHasNotBeenAnsweredWhenTheTimeIsUp() {
        assertThat(TwilioErrors.untold(Optional.of(CallStatus.RINGING))).isEqualTo(EndReason.CALLEE_NO_ANSWER);
        assertThat(TwilioErrors.untold(Optional.of(CallStatus.QUEUED))).isEqualTo(EndReason.NETWORK_FAILED);
        assertThat(TwilioErrors.untold(Optional.empty())).isEqualTo(EndReason.NETWORK_FAILED);
        assertThat(TwilioErrors.untold(Optional.of(CallStatus.IN_PROGRESS))).isEqualTo(EndReason.ANSWER_UNCONFIRMED);
    }

    private static NotAnswered of(TwilioAnswer answer) {
        return switch (answer) {
            case TwilioAnswer.Refused refused -> TwilioErrors.of(refused);
            case TwilioAnswer.Unavailable unavailable -> TwilioErrors.of(unavailable);
            case TwilioAnswer.Done done -> throw new AssertionError("Not " + done + ".");
        };
    }
}
