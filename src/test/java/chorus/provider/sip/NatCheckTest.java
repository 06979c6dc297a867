package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Preflight.Step;
import chorus.phonebook.Preflight.Verdict;
import chorus.provider.Checklist;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class NatCheckTest {
    private static final String OURS = "192.168.7.2";

    @Test
    void aLineThatRegistersBehindNatWorksAndIsToldWhatItNeeds() {
        var step = step("198.51.100.7", true);

        assertThat(step.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(step.found()).contains("sees us at 198.51.100.7:6000, behind a NAT", "sends sound back");
    }

    @Test
    void aLineThatIsCalledAtItsAddressHasToTellTheAddressThatIsSeen() {
        var step = step("198.51.100.7", false);

        assertThat(step.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(step.change()).contains("Set CHORUS_PUBLIC_IP to 198.51.100.7");
    }

    @Test
    void withoutNatAnyLinePasses() {
        assertThat(step(OURS, false).found()).contains("which is the address we tell it");
        assertThat(step(OURS, true).found()).contains("which is the address we tell it");
    }

    private static Step step(String seen, boolean registers) {
        var options = SipRequest.to("OPTIONS", SipUri.sip("", "pbx.example.com", -1))
                .header("Via", "SIP/2.0/UDP " + OURS + ":5060;branch=z9hG4bKa;rport=6000;received=" + seen)
                .header("From", "<sip:chorus@example.com>;tag=a")
                .header("To", "<sip:pbx.example.com>")
                .header("Call-ID", "a")
                .header("CSeq", "1 OPTIONS")
                .build();
        var list = new Checklist(System::nanoTime);
        var target = new Target(InetAddress.ofLiteral("203.0.113.5"), 5060, Transport.UDP);
        NatCheck.of(
                SipResponse.answering(options, 200, "OK").build(),
                target,
                InetAddress.ofLiteral(OURS),
                registers,
                list);
        return list.steps().getFirst();
    }
}
