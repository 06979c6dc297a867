package chorus.provider.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.EndReason;
import chorus.call.NetworkAnswer;
import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipAnswersTest {
    @ParameterizedTest
    @CsvSource({
        "486, CALLEE_BUSY",
        "600, CALLEE_BUSY",
        "480, CALLEE_NO_ANSWER",
        "487, CALLEE_NO_ANSWER",
        "603, CALLEE_DECLINED",
        "401, CREDENTIALS_REJECTED",
        "407, CREDENTIALS_REJECTED",
        "403, DESTINATION_REFUSED",
        "404, DESTINATION_UNKNOWN",
        "410, DESTINATION_UNKNOWN",
        "416, DESTINATION_UNKNOWN",
        "484, DESTINATION_UNKNOWN",
        "485, DESTINATION_UNKNOWN",
        "604, DESTINATION_UNKNOWN",
        "302, DESTINATION_REFUSED",
        "402, DESTINATION_REFUSED",
        "488, DESTINATION_REFUSED",
        "607, DESTINATION_REFUSED",
        "408, NETWORK_FAILED",
        "500, NETWORK_FAILED",
        "503, NETWORK_FAILED",
        "504, NETWORK_FAILED",
        "580, NETWORK_FAILED",
    })
    void saysHowACallEndsByTheCode(int status, EndReason ending) {
        assertThat(SipAnswers.ending(status)).isEqualTo(ending);
    }

    @Test
    void everyAnswerThatDeniesEndsACallAndOnlyTheFewAreNotFailures() {
        for (var status = 300; status < 700; status++) {
            var state = SipAnswers.ending(status).state().toString();
            switch (status) {
                case 486, 600 -> assertThat(state).isEqualTo("BUSY");
                case 480, 487, 603 -> assertThat(state).isEqualTo("NO_ANSWER");
                default -> assertThat(state).as("%s", status).isEqualTo("FAILED");
            }
        }
    }

    @Test
    void keepsTheNetworksWordsAndTheLinesThatDecided() {
        var response = answer("486 Busy Here", "Reason: Q.850;cause=17;text=\"User busy\"", "Retry-After: 30");

        var ended = SipAnswers.refused(response, "");

        assertThat(ended.answer()).contains(new NetworkAnswer(486, "Busy Here"));
        assertThat(ended.detail())
                .isEqualTo("SIP/2.0 486 Busy Here | Reason: Q.850;cause=17;text=\"User busy\" | Retry-After: 30");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "423 Interval Too Brief | Min-Expires: 900",
                "422 Session Interval Too Small | Min-SE: 1800",
                "401 Unauthorized | WWW-Authenticate: Digest realm=\"pbx\"",
                "407 Proxy Authentication Required | Proxy-Authenticate: Digest realm=\"pbx\"",
                "415 Unsupported Media Type | Accept: application/sdp",
                "421 Extension Required | Require: timer",
                "200 OK | Expires: 0",
                "302 Moved Temporarily | Contact: <sip:desk@pbx.example.com>"
            })
    void quotesTheHeaderThatAStatusIsAbout(String status, String header) {
        assertThat(Quote.deciding(answer(status, header))).isEqualTo("SIP/2.0 " + status + " | " + header);
    }

    @Test
    void cutsEndlessWordsOfTheNetwork() {
        assertThat(Quote.deciding(answer("503 Busy", "Warning: 399 x \"" + "w".repeat(5_000) + "\"")))
                .hasSizeLessThan(300)
                .contains("Warning: 399 x");
    }

    static SipResponse answerWith(String status, String sdp) {
        return sdp.isEmpty() ? answer(status) : message(status, "Content-Type: application/sdp\r\n", sdp);
    }

    static SipResponse answer(String status, String... more) {
        return message(status, more.length == 0 ? "" : String.join("\r\n", more) + "\r\n", "");
    }

    private static SipResponse message(String status, String more, String body) {
        var text = "SIP/2.0 " + status + "\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1\r\n"
                + "From: <sip:a@192.0.2.1>;tag=1\r\nTo: <sip:b@192.0.2.2>;tag=2\r\n"
                + "Call-ID: 1\r\nCSeq: 1 INVITE\r\n"
                + more
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        return switch (MessageParser.parse(text.getBytes(UTF_8))) {
            case Parsed.Sound(SipResponse response) -> response;
            case Parsed other -> throw new AssertionError(other.toString());
        };
    }
}
