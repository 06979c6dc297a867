package chorus.phonebook;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.Trunk.SipAllowlist;
import chorus.phonebook.Trunk.SipRegistration;
import chorus.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrunkTest {
    @ParameterizedTest
    @CsvSource({
        "pbx.example.com, pbx.example.com",
        "pbx.example.com., pbx.example.com",
        "192.0.2.1, 192.0.2.1",
        "[2001:db8::1], 2001:db8::1",
        "2001:db8::1, 2001:db8::1",
    })
    void writesAHostInOneWay(String given, String kept) {
        var listed = new SipAllowlist(
                AddressRange.parse("192.0.2.1"),
                Optional.of(given),
                Optional.empty(),
                5060,
                Trunk.Transport.UDP,
                SipStyle.standard(Trunk.Transport.UDP, false));

        assertThat(registering(given, Optional.empty()).registrar()).isEqualTo(kept);
        assertThat(listed.called()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.example.com, proxy.example.com",
        "proxy.example.com., proxy.example.com",
        "proxy.example.com.:5070, proxy.example.com:5070",
        "192.0.2.1:5070, 192.0.2.1:5070",
        "2001:db8::1, [2001:db8::1]",
        "[2001:db8::1], [2001:db8::1]",
        "[2001:db8::1]:5070, [2001:db8::1]:5070",
    })
    void writesAProxyInOneWay(String given, String kept) {
        assertThat(registering("pbx.example.com", Optional.of(given)).outboundProxy())
                .contains(kept);
    }

    private static SipRegistration registering(String registrar, Optional<String> proxy) {
        return new SipRegistration(
                "line7", Secret.of("sesame"), registrar, 5060, proxy, Optional.empty(), Trunk.Transport.UDP);
    }
}
