package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.AddressRange;
import chorus.phonebook.SipStyle.CallerId;
import chorus.phonebook.Trunk;
import chorus.provider.sip.Directory.Found;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CallRouteTest {
    private static final Target ONE = new Target(InetAddress.ofLiteral("192.0.2.1"), 5070, Transport.UDP);
    private static final Target TWO = new Target(InetAddress.ofLiteral("192.0.2.2"), 5070, Transport.UDP);

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final Directory directory = (host, port, transport) -> {
        asked.set(host + " " + port.orElse(-1) + " " + transport);
        return new Found.At(List.of(ONE, TWO));
    };

    @Test
    void aKnownAddressIsDialledWhereItIs() {
        var route = CallRoute.of(Trunks.listing("192.0.2.1", 5070, CallerId.FROM), directory);

        assertThat(route).isEqualTo(new CallRoute.Open(List.of(), List.of(ONE)));
        assertThat(asked).hasValue("");
    }

    @Test
    void aKnownAddressHasToProveItselfOverTls() {
        var trunk = new Trunk.SipAllowlist(
                AddressRange.parse("192.0.2.1"), 5061, Trunk.Transport.TLS, Trunks.style(CallerId.FROM));

        var route = CallRoute.of(trunk, directory);

        assertThat(route)
                .isInstanceOfSatisfying(
                        CallRoute.Open.class,
                        open -> assertThat(open.targets().getFirst().serverName())
                                .isEqualTo("192.0.2.1"));
    }

    @Test
    void aRangeOfAddressesCannotBeDialledAndSaysWhichFieldToChange() {
        var route = CallRoute.of(Trunks.listing("192.0.2.0/24", 5070, CallerId.FROM), directory);

        assertThat(route)
                .isInstanceOfSatisfying(
                        CallRoute.Closed.class,
                        closed -> assertThat(closed.why()).contains("sipIp", "192.0.2.0/24"));
    }

    @Test
    void theHostOfAnAllowlistIsDialledAtThoseOfItsAddressesThatAreListed() {
        var route = CallRoute.of(listing("192.0.2.1"), directory);

        assertThat(route).isEqualTo(new CallRoute.Open(List.of(), List.of(ONE)));
        assertThat(asked).hasValue("trunk.example.com -1 UDP");
    }

    @Test
    void aHostElsewhereIsNotDialledForItsHangUpWouldNotBeHeard() {
        var route = CallRoute.of(listing("198.51.100.0/24"), directory);

        assertThat(route)
                .isInstanceOfSatisfying(
                        CallRoute.Closed.class,
                        closed -> assertThat(closed.why())
                                .contains("trunk.example.com is at 192.0.2.1", "sipIp 198.51.100.0/24"));
    }

    private static Trunk listing(String source) {
        return new Trunk.SipAllowlist(
                AddressRange.parse(source),
                Optional.of("trunk.example.com"),
                Optional.empty(),
                5060,
                Trunk.Transport.UDP,
                Trunks.style(CallerId.FROM));
    }

    @Test
    void aRegistrarIsLookedUpAndAllItsAddressesAreTried() {
        var route =
                CallRoute.of(Trunks.registering("pbx.example.com", 5070, Optional.empty(), CallerId.PAI), directory);

        assertThat(route).isEqualTo(new CallRoute.Open(List.of(), List.of(ONE, TWO)));
        assertThat(asked).hasValue("pbx.example.com 5070 UDP");
    }

    @Test
    void theUsualPortLeavesTheChoiceToTheNamesService() {
        var trunk = Trunks.registering("pbx.example.com", 5060, Optional.empty(), CallerId.PAI);

        assertThat(CallRoute.of(trunk, directory)).isInstanceOf(CallRoute.Open.class);
        assertThat(asked).hasValue("pbx.example.com -1 UDP");
    }

    @Test
    void aProxyIsTheWayToTheRegistrar() {
        var trunk = Trunks.registering("pbx.example.com", 5070, Optional.of("proxy.example.net"), CallerId.PAI);

        var route = CallRoute.of(trunk, directory);

        assertThat(route)
                .isEqualTo(new CallRoute.Open(List.of("<sip:proxy.example.net;transport=udp;lr>"), List.of(ONE, TWO)));
        assertThat(asked).hasValue("proxy.example.net -1 UDP");
    }

    @Test
    void tellsWhyANameLeadsNowhere() {
        var route = CallRoute.of(
                Trunks.registering("nowhere.example", 5070, Optional.empty(), CallerId.PAI),
                (host, port, transport) -> new Found.Nowhere(host + " does not exist."));

        assertThat(route).isEqualTo(new CallRoute.Closed("nowhere.example does not exist."));
    }
}
