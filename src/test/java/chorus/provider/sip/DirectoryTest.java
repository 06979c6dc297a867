package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.provider.sip.Directory.Found;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "127.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1"})
    void aNameThatLeadsToAPrivateAddressLeadsNowhereWhereTheyAreDenied(String address) {
        assertThat(find(address))
                .isEqualTo(new Found.Nowhere("pbx.example.com is at the private address "
                        + InetAddress.ofLiteral(address).getHostAddress()
                        + ", and CHORUS_PRIVATE_TARGETS is deny."));
    }

    @Test
    void ofANamesAddressesThePublicOnesAreLeft() {
        assertThat(find("10.0.0.5", "93.184.216.34", "2606:2800:220:1::1"))
                .isEqualTo(at("93.184.216.34", "2606:2800:220:1::1"));
    }

    @Test
    void whatIsNotFoundStaysSo() {
        var nowhere = new Found.Nowhere("pbx.example.com does not exist.");

        assertThat(Directory.ofPublicHosts((host, port, transport) -> nowhere)
                        .find("pbx.example.com", OptionalInt.empty(), Transport.UDP))
                .isEqualTo(nowhere);
    }

    private static Found find(String... addresses) {
        return Directory.ofPublicHosts((host, port, transport) -> at(addresses))
                .find("pbx.example.com", OptionalInt.empty(), Transport.UDP);
    }

    private static Found at(String... addresses) {
        return new Found.At(Arrays.stream(addresses)
                .map(address -> new Target(InetAddress.ofLiteral(address), 5060, Transport.UDP))
                .toList());
    }
}
