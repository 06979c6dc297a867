package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TwiMLTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>";

    @Test
    void connectsAStreamAndThenHangsUp() {
        assertThat(TwiML.response().connect("wss://h/m", "t", "https://h/s", "").hangUp())
                .hasToString(HEAD
                        + "<Connect><Stream url=\"wss://h/m\" statusCallback=\"https://h/s\" statusCallbackMethod=\"POST\">"
                        + "<Parameter name=\"token\" value=\"t\"/></Stream></Connect>"
                        + "<Hangup/></Response>");
    }

    @Test
    void asksWhatComesAfterAStreamWhereThatIsNotKnown() {
        assertThat(TwiML.response()
                        .connect("wss://h/m", "t", "https://h/s", "https://h/a")
                        .toString())
                .contains("<Connect action=\"https://h/a\" method=\"POST\">");
    }

    @Test
    void rejectsAsBusyOrNot() {
        assertThat(TwiML.response().reject(true)).hasToString(HEAD + "<Reject reason=\"busy\"/></Response>");
        assertThat(TwiML.response().reject(false)).hasToString(HEAD + "<Reject reason=\"rejected\"/></Response>");
    }

    @Test
    void dialsWithItsOutcomeTold() {
        assertThat(TwiML.response()
                        .dial(
                                "+1202",
                                "+1303",
                                Duration.ofSeconds(20),
                                Duration.ofHours(2),
                                "https://h/d",
                                "https://h/t"))
                .hasToString(HEAD
                        + "<Dial callerId=\"+1303\" timeout=\"20\" timeLimit=\"7200\" action=\"https://h/d\" method=\"POST\">"
                        + "<Number statusCallback=\"https://h/t\" statusCallbackEvent=\"answered completed\""
                        + " statusCallbackMethod=\"POST\">+1202</Number></Dial></Response>");
    }

    @Test
    void whatStrangersWroteStaysText() {
        assertThat(TwiML.response().say("<a b=\"c\">&'\u0007\ud800 ok").toString())
                .contains("<Say>&lt;a b=&quot;c&quot;&gt;&amp;&apos;?? ok</Say>");
    }
}
