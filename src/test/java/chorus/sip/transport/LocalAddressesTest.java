package chorus.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalAddressesTest {
    private static final InetAddress ADVERTISED = InetAddress.ofLiteral("203.0.113.5");
    private static final InetAddress BOUND = InetAddress.ofLiteral("10.0.0.5");

    private final LocalAddresses addresses = new LocalAddresses(Optional.of(ADVERTISED), BOUND);

    @ParameterizedTest
    @ValueSource(strings = {"198.51.100.7", "100.63.255.255", "100.128.0.0", "172.32.0.1", "2001:db8::1", "fe00::1"})
    void theWorldOutsideIsToldTheAdvertisedAddress(String peer) {
        assertThat(addresses.towards(InetAddress.ofLiteral(peer))).isEqualTo(ADVERTISED);
    }

    @Test
    void aRouteThatWasMissingIsLookedForAgainAndOneThatWasFoundForAMinuteNot() {
        var routes = new ArrayDeque<Optional<InetAddress>>(
                List.of(Optional.empty(), Optional.of(BOUND), Optional.of(ADVERTISED)));
        var now = new AtomicLong();
        var any = InetAddress.ofLiteral("0.0.0.0");
        var found = new LocalAddresses(Optional.empty(), any, _ -> routes.remove(), now::get);
        var peer = InetAddress.ofLiteral("198.51.100.7");

        assertThat(found.towards(peer)).isEqualTo(InetAddress.getLoopbackAddress());
        assertThat(found.towards(peer)).isEqualTo(BOUND);
        now.set(59_000_000_000L);
        assertThat(found.towards(peer)).isEqualTo(BOUND);
        now.set(61_000_000_000L);
        assertThat(found.towards(peer)).isEqualTo(ADVERTISED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.9.9.9",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.1.1",
                "100.64.0.0",
                "100.127.255.255",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1"
            })
    void aPeerNearbyIsToldTheAddressThatItTalksTo(String peer) {
        assertThat(addresses.towards(InetAddress.ofLiteral(peer))).isEqualTo(BOUND);
    }
}
