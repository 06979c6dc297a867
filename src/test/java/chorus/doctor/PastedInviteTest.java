package chorus.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PastedInviteTest {
    @Test
    void leavesOutWhatALogPutsBeforeIt() {
        assertThat(wire("<--- SIP read from UDP:203.0.113.7:5060 --->\nINVITE sip:1 SIP/2.0\nCSeq: 1 INVITE\n\nv=0"))
                .isEqualTo("INVITE sip:1 SIP/2.0\r\nCSeq: 1 INVITE\r\n\r\nv=0\r\n");
    }

    @Test
    void keepsBlanksAtTheEndOfLinesForTheyAreCounted() {
        assertThat(wire("INVITE sip:1 SIP/2.0\r\n\r\ns= \r\n")).isEqualTo("INVITE sip:1 SIP/2.0\r\n\r\ns= \r\n");
    }

    @Test
    void takesOffTheIndentOfItsFirstLine() {
        assertThat(wire("  INVITE sip:1 SIP/2.0\n  Via: x\n    folded\n"))
                .isEqualTo("INVITE sip:1 SIP/2.0\r\nVia: x\r\n  folded\r\n\r\n");
    }

    @Test
    void addsTheEmptyLineThatEndsTheHead() {
        assertThat(wire("INVITE sip:1 SIP/2.0\nVia: x")).isEqualTo("INVITE sip:1 SIP/2.0\r\nVia: x\r\n\r\n");
    }

    @Test
    void isNothingWithoutAnInvite() {
        assertThat(PastedInvite.wire("SIP/2.0 200 OK\nCSeq: 1 INVITE")).isEmpty();
    }

    private static String wire(String pasted) {
        return new String(PastedInvite.wire(pasted).orElseThrow(), StandardCharsets.UTF_8);
    }
}
