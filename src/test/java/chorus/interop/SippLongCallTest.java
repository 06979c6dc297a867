package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.call.EndReason;
import chorus.fake.HummingLine;
import chorus.sip.SipLimits;
import chorus.sip.dialog.SessionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A long call with SIPp, its time run fast: a session of two seconds stands for one of half an hour, and so a call of
/// eight refreshes for one of two hours. Sound goes there and back throughout, for SIPp returns what it hears.
///
/// The provider without a switchboard, for whole servers do not refresh sessions as often as a test can wait for.
class SippLongCallTest {
    private static final SessionPolicy BRIEF = new SessionPolicy(Duration.ofSeconds(20), Duration.ofSeconds(1));

    private final HummingLine line = new HummingLine(SipLimits.standard().with(BRIEF), false);

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void isHeardToItsEndWhenItIsRefreshedByUpdate() throws IOException {
        lasts("UPDATE", ", UPDATE", "Content-Length: 0\n", "");
    }

    @Test
    void isHeardToItsEndWhenItIsRefreshedByReinvite() throws IOException {
        var answer = """
                Content-Type: application/sdp
                Content-Length: [len]

                v=0
                o=- 1 1 IN IP[local_ip_type] [local_ip]
                s=-
                c=IN IP[media_ip_type] [media_ip]
                t=0 0
                m=audio [media_port] RTP/AVP 0
                a=rtpmap:0 PCMU/8000
                a=ptime:20""";
        lasts("INVITE", "", answer, "<recv request=\"ACK\"/>");
    }

    private void lasts(String method, String also, String answer, String confirmed) throws IOException {
        var sipp = Tool.named("sipp", "sip-tester");
        var scenario = scenario(method, also, answer, confirmed);
        sipp.succeeds("sipp-long-call-" + method, Duration.ofSeconds(60), arguments(scenario));

        assertThat(line.ended()).isEqualTo(EndReason.CALLER_HUNG_UP);
        var heard = line.heard();
        assertThat(heard.windows()).as("7 s of the 8 that eight refreshes take").isGreaterThan(7_000 / 20);
        assertThat(heard.longestGapMs()).as("the longest gap: " + heard).isLessThan(300);
        assertThat(heard.wholeShare()).as("how much was whole: " + heard).isGreaterThan(0.95);
    }

    private List<String> arguments(Path scenario) {
        return List.of(
                "-sf",
                scenario.toString(),
                "-s",
                HummingLine.NUMBER,
                "-i",
                "127.0.0.1",
                "-mi",
                "127.0.0.1",
                "-mp",
                "43100",
                "-rtp_echo",
                "-m",
                "1",
                "-nostdin",
                "-timeout",
                "50s",
                "-timeout_error",
                "127.0.0.1:" + line.port());
    }

    private static Path scenario(String method, String also, String answer, String confirmed) throws IOException {
        var text = Files.readString(Path.of("src/test/resources/sipp/inside/long-call.xml"));
        return Files.writeString(
                Tool.output("sipp-long-call-" + method + "-scenario"),
                text.replace("$method", method)
                        .replace("$also", also)
                        .replace("$answer", answer)
                        .replace("$confirmed", confirmed));
    }
}
