package chorus.phonebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrivateAddressesTest {
    @Test
    void containWhatIsNotOfTheOpenInternet() {
        assertThat(Stream.of(
                                "0.0.0.0",
                                "0.1.2.3",
                                "10.0.0.1",
                                "10.255.255.255",
                                "100.64.0.0",
                                "100.127.255.255",
                                "127.0.0.1",
                                "127.255.0.1",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.0.0.170",
                                "192.168.1.1",
                                "198.18.0.1",
                                "198.19.255.255",
                                "224.0.0.1",
                                "239.1.1.1",
                                "240.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "::ffff:10.0.0.1",
                                "::7f00:1",
                                "fe80::1",
                                "fec0::1",
                                "fc00::1",
                                "fdff::1",
                                "ff02::1",
                                "64:ff9b::7f00:1",
                                "64:ff9b::a00:1",
                                "64:ff9b:1::1",
                                "2002:7f00:1::",
                                "2002:c0a8:1::1",
                                "2001:0:1::1",
                                "4000::1",
                                "100::1")
                        .filter(address -> !PrivateAddresses.contain(InetAddress.ofLiteral(address))))
                .isEmpty();
    }

    @Test
    void letThroughWhatIs() {
        assertThat(Stream.of(
                                "1.1.1.1",
                                "9.255.255.255",
                                "11.0.0.1",
                                "100.63.255.255",
                                "100.128.0.0",
                                "126.1.1.1",
                                "128.0.0.1",
                                "169.253.1.1",
                                "172.15.1.1",
                                "172.32.0.1",
                                "192.0.1.1",
                                "192.167.1.1",
                                "198.17.1.1",
                                "198.20.0.1",
                                "223.255.255.255",
                                "2606:4700::1111",
                                "2a00:1450:4001::1",
                                "64:ff9b::808:808",
                                "2002:808:808::1",
                                "2001:4860:4860::8888")
                        .filter(address -> PrivateAddresses.contain(InetAddress.ofLiteral(address))))
                .isEmpty();
    }

    @Test
    void seeThroughAddressesThatWrapOthers() throws UnknownHostException {
        var mapped = HexFormat.of().parseHex("00000000000000000000ffff7f000001");
        assertThat(PrivateAddresses.contain(InetAddress.getByAddress(mapped))).isTrue();
    }
}
