package chorus.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.AddressRange;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.71, 203.0.113.17",
        "203.0.113.200, 203.0.113.17",
        "203.0.131.17, 203.0.113.17",
        "203.0.13.17, 203.0.113.17",
        "203.0.213.17, 203.0.113.17",
        "23.0.113.17, 203.0.113.17",
        "203.0.113.99, 203.0.113.16/28",
        "2001:db8:0:1::7, 2001:db8:0:1::1",
    })
    void takesANeighbourAndATypingErrorForNear(String address, String written) {
        assertThat(isNear(address, written)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.114.71, 203.0.113.17",
        "198.51.100.17, 203.0.113.17",
        "113.0.203.17, 203.0.113.17",
        "2001:db8:0:2::7, 2001:db8:0:1::1",
        "203.0.113.17, 2001:db8:0:1::1",
    })
    void takesNothingElseForNear(String address, String written) {
        assertThat(isNear(address, written)).isFalse();
    }

    private static boolean isNear(String address, String written) {
        return Likeness.isNear(InetAddress.ofLiteral(address), AddressRange.parse(written));
    }
}
