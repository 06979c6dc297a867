package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.phonebook.AddressRange;
import chorus.phonebook.SipStyle.CallerId;
import chorus.phonebook.Trunk;
import chorus.provider.sip.Directory.Found;
import chorus.sip.locate.Locator;
import chorus.sip.message.SipUri;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallRouteTest {
    private static final Target ONE = new Target(InetAddress.ofLiteral("192.0.2.1"), 5070, Transport.UDP);
    private static final Target TWO = new Target(InetAddress.ofLiteral("192.0.2.2"), 5070, Transport.UDP);

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final Directory directory = (host, port, wanted) -> {
        asked.set(host + " " + port.orElse(-1) + wanted.map(one -> " " + one).orElse(""));
        return new Found.At(List.of(ONE, TWO));
    };

    @Test
    void aKnownAddressIsDialledWhereItIs() {
        var route = CallRoute.of(Trunks.listing("192.0.2.1", 5070, CallerId.FROM), Directory.of(Locator.ofSystem()));

        assertThat(route)
                .isInstanceOfSatisfying(
                        CallRoute.Open.class,
                        open -> assertThat(open.targets())
                                .singleElement()
                                .extracting(Target::socketAddress)
                                .isEqualTo(ONE.socketAddress()));
    }

    @Test
    void aKnownAddressThatHasBecomeForbiddenIsNotDialled() {
        var here = Directory.ofPublicHosts(Directory.of(Locator.ofSystem()));

        assertThat(CallRoute.of(Trunks.listing("10.1.2.3", 5070, CallerId.FROM), here))
                .isInstanceOfSatisfying(
                        CallRoute.Closed.class,
                        closed -> assertThat(closed.why()).contains("10.1.2.3", "CHORUS_PRIVATE_TARGETS"));
    }

    @Test
    void aKnownAddressHasToProveItselfOverTls() {
        var trunk = new Trunk.SipAllowlist(
                AddressRange.parse("192.0.2.1"), 5061, Trunk.Transport.TLS, Trunks.style(CallerId.FROM));

        var route = CallRoute.of(trunk, Directory.of(Locator.ofSystem()));

        assertThat(route)
                .isInstanceOfSatisfying(
                        CallRoute.Open.class,
                        open -> assertThat(open.targets().getFirst().serverName())
                                .isEqualTo("192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:db8::1], 2001:db8::1, true",
        "2001:db8::1, 2001:db8:0::1, true",
        "pbx.example.com., pbx.example.com, true",
        "pbx.example.com, PBX.example.com., true",
        "pbx.example.com, b.pbx.example.com, true",
        "pbx.example.com, example.com, false",
        "[2001:db8::1], 2001:db8::2, false",
    })
    void knowsItsOwnHostHoweverItIsWritten(String registrar, String contact, boolean own) {
        var trunk = Trunks.registering(registrar, 5060, Optional.empty(), CallerId.PAI);

        assertThat(CallRoute.owns(trunk, contact)).isEqualTo(own);
    }

    @Test
    void leadsThroughAProxyThatIsAnAddressWithoutBrackets() {
        var trunk = Trunks.registering("pbx.example.com", 5060, Optional.of("2001:db8::1"), CallerId.PAI);

        assertThat(CallRoute.of(trunk, directory))
                .isEqualTo(new CallRoute.Open(List.of("<sip:[2001:db8::1];transport=udp;lr>"), List.of(ONE, TWO)));
        assertThat(asked).hasValue("2001:db8::1 -1 UDP");
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

    @ParameterizedTest
    @CsvSource({
        "UDP, sip:100@b.pbx.example.com, b.pbx.example.com -1",
        "UDP, sip:100@b.pbx.example.com;transport=tcp, b.pbx.example.com -1 TCP",
        "TCP, sip:100@b.pbx.example.com, b.pbx.example.com -1 TCP",
        "TLS, sip:100@b.pbx.example.com;transport=udp, b.pbx.example.com -1 TLS",
        "UDP, sips:100@b.pbx.example.com:5071, b.pbx.example.com 5071 TLS",
    })
    void aContactIsReachedAsItSaysAndOtherwiseAsTheNameServiceSays(
            Trunk.Transport usual, String contact, String expected) {
        CallRoute.to(SipUri.parse(contact).orElseThrow(), Trunks.registering("pbx.example.com", usual), directory);

        assertThat(asked).hasValue(expected);
    }

    @Test
    void tellsWhyANameLeadsNowhere() {
        var route = CallRoute.of(
                Trunks.registering("nowhere.example", 5070, Optional.empty(), CallerId.PAI),
                (host, port, transport) -> new Found.Nowhere(host + " does not exist."));

        assertThat(route).isEqualTo(new CallRoute.Closed("nowhere.example does not exist."));
    }
}
