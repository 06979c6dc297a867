package chorus.provider.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Preflight.Step;
import chorus.phonebook.Preflight.Verdict;
import chorus.provider.Checklist;
import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/// What the far side's answer says about a NAT in between.
class NatCheckTest {
    private static final Target FAR_SIDE = new Target(InetAddress.ofLiteral("198.51.100.7"), 5060, Transport.UDP);

    @Test
    void failsWhereCallsComeToAnAddressThatTheWorldDoesNotKnow() {
        var step = look(";received=203.0.113.5;rport=40000", false);

        assertThat(step.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step.found()).contains("sees us at 203.0.113.5:40000", "to send sound to 10.0.0.5");
        assertThat(step.change()).contains("Set CHORUS_PUBLIC_IP to 203.0.113.5, and forward the ports");
    }

    @Test
    void isOnlyNotedWhereTheLineRegisters() {
        var step = look(";received=203.0.113.5;rport=40000", true);

        assertThat(step.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(step.found()).contains("A NAT stands in between", "203.0.113.5:40000", "loopTo");
        assertThat(step.change()).isEmpty();
    }

    @Test
    void passesWithoutANat() {
        assertThat(look(";received=10.0.0.5;rport=5060", false).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void isSkippedWhereTheFarSideDoesNotTell() {
        assertThat(look("", false).verdict()).isEqualTo(Verdict.SKIPPED);
    }

    private static Step look(String seen, boolean registers) {
        var list = new Checklist(System::nanoTime);
        NatCheck.of(answer(seen), FAR_SIDE, InetAddress.ofLiteral("10.0.0.5"), registers, list);
        return list.steps().getFirst();
    }

    private static SipResponse answer(String seen) {
        var text = "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bK1" + seen
                + "\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:b@x>;tag=2\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n"
                + "Content-Length: 0\r\n\r\n";
        return switch (MessageParser.parse(text.getBytes(UTF_8))) {
            case Parsed.Sound(SipResponse response) -> response;
            case Parsed other -> throw new AssertionError(other);
        };
    }
}
