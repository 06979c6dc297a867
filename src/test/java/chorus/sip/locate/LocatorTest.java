package chorus.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.NameServer;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class LocatorTest {
    private static final Optional<Transport> UDP = Optional.of(Transport.UDP);
    private static final OptionalInt NO_PORT = OptionalInt.empty();

    private NameServer names;
    private Locator locator;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void open() throws IOException {
        names = new NameServer();
        locator = new Locator(new SimpleResolver(names.address()), () -> now, new Random(1));
    }

    @AfterEach
    void close() {
        names.close();
    }

    @Test
    void takesAnAddressAsItIsWritten() {
        assertThat(located("192.0.2.1", NO_PORT, UDP))
                .containsExactly(target("192.0.2.1", 5060, Transport.UDP, "192.0.2.1"));
        assertThat(located("[2001:db8::1]", OptionalInt.of(5080), UDP))
                .containsExactly(target("2001:db8::1", 5080, Transport.UDP, "[2001:db8::1]"));
        assertThat(names.asked).isEmpty();
    }

    @Test
    void asksForNoServiceWhereAPortIsNamed() {
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "1 1 5070 a.example.com.");
        names.tell("example.com.", Type.A, 60, "192.0.2.1");
        names.tell("example.com.", Type.AAAA, 60, "2001:db8::1");

        assertThat(located("example.com", OptionalInt.of(5062), UDP))
                .containsExactly(
                        target("192.0.2.1", 5062, Transport.UDP, "example.com"),
                        target("2001:db8::1", 5062, Transport.UDP, "example.com"));
    }

    @Test
    void triesServersByTheirPriority() {
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "20 1 5060 b.example.com.");
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "10 1 5070 a.example.com.");
        names.tell("a.example.com.", Type.A, 60, "192.0.2.1");
        names.tell("b.example.com.", Type.A, 60, "192.0.2.2");

        assertThat(located("example.com", NO_PORT, UDP))
                .containsExactly(
                        target("192.0.2.1", 5070, Transport.UDP, "example.com"),
                        target("192.0.2.2", 5060, Transport.UDP, "example.com"));
    }

    @Test
    void sharesEqualServersOutByWeight() {
        names.tell("_sip._udp.example.com.", Type.SRV, 6000, "10 90 5060 a.example.com.");
        names.tell("_sip._udp.example.com.", Type.SRV, 6000, "10 10 5060 b.example.com.");
        names.tell("a.example.com.", Type.A, 6000, "192.0.2.1");
        names.tell("b.example.com.", Type.A, 6000, "192.0.2.2");

        var heavyFirst = 0;
        for (var i = 0; i < 1000; i++) {
            var first = located("example.com", NO_PORT, UDP).getFirst();
            heavyFirst += first.address().getHostAddress().equals("192.0.2.1") ? 1 : 0;
        }
        assertThat(heavyFirst).isBetween(850, 950);
    }

    @Test
    void letsTheNameChooseItsTransport() {
        names.tell("example.com.", Type.NAPTR, 60, "20 1 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.com.");
        names.tell("example.com.", Type.NAPTR, 60, "10 1 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.example.com.");
        names.tell("_sips._tcp.example.com.", Type.SRV, 60, "1 1 5061 a.example.com.");
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "1 1 5060 a.example.com.");
        names.tell("a.example.com.", Type.A, 60, "192.0.2.1");

        assertThat(located("example.com", NO_PORT, Optional.empty()))
                .containsExactly(
                        target("192.0.2.1", 5061, Transport.TLS, "example.com"),
                        target("192.0.2.1", 5060, Transport.UDP, "example.com"));
    }

    @Test
    void asksAgainWhenTheLifetimeIsOverAndNotBefore() {
        names.tell("example.com.", Type.A, 60, "192.0.2.1");
        var before = located("example.com", OptionalInt.of(5060), UDP);
        names.forget();
        names.tell("example.com.", Type.A, 60, "192.0.2.2");

        now = now.plusSeconds(59);
        assertThat(located("example.com", OptionalInt.of(5060), UDP)).isEqualTo(before);
        now = now.plusSeconds(1);
        assertThat(located("example.com", OptionalInt.of(5060), UDP))
                .containsExactly(target("192.0.2.2", 5060, Transport.UDP, "example.com"));
    }

    @Test
    void knowsLocalhostWithoutDns() {
        assertThat(located("localhost", NO_PORT, UDP))
                .extracting(Target::address)
                .contains(InetAddress.ofLiteral("127.0.0.1"));
        assertThat(names.asked).isEmpty();
    }

    @Test
    void saysWhatToCheckWhenThereIsNothing() {
        assertThat(locator.locate("nobody.invalid", NO_PORT, UDP, false))
                .isEqualTo(new Location.NotFound(
                        "No address was found for nobody.invalid (DNS on nobody.invalid: NXDOMAIN);"
                                + " check its name and this server's DNS."));
    }

    @Test
    void tellsHowLongItHolds() {
        names.tell("_sip._udp.example.com.", Type.SRV, 300, "1 1 5060 a.example.com.");
        names.tell("a.example.com.", Type.A, 20, "192.0.2.1");

        assertThat(locator.locate("example.com", NO_PORT, UDP, false))
                .isInstanceOfSatisfying(
                        Location.Located.class, found -> assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(20)));
    }

    @Test
    void takesNoMachineForTheServiceWhenNobodyTellsWhetherThereIsOne() {
        names.breaks("_sip._udp.example.com. SRV");
        names.tell("example.com.", Type.A, 60, "192.0.2.80");

        assertThat(locator.locate("example.com", NO_PORT, UDP, false))
                .isEqualTo(new Location.NotFound("No address was found for example.com"
                        + " (DNS on _sip._udp.example.com: SERVFAIL); check its name and this server's DNS."));
    }

    @Test
    void takesTheMachineWhereTheNameServersDoNotKnowWhatAServiceIs() {
        names.breaks("_sip._udp.example.com. SRV", Rcode.NOTIMP);
        names.tell("example.com.", Type.A, 60, "192.0.2.1");

        assertThat(located("example.com", NO_PORT, UDP))
                .containsExactly(target("192.0.2.1", 5060, Transport.UDP, "example.com"));
    }

    @Test
    void takesNoMachineForTheServiceWhoseServersHaveNoAddress() {
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "1 1 5060 a.example.com.");
        names.breaks("a.example.com. A");
        names.tell("example.com.", Type.A, 60, "192.0.2.80");

        assertThat(locator.locate("example.com", NO_PORT, UDP, false)).isInstanceOf(Location.NotFound.class);
    }

    @Test
    void findsNoServersOfAServiceThatTheDomainDoesNotOffer() {
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "0 0 0 .");
        names.tell("example.com.", Type.A, 60, "192.0.2.80");

        assertThat(locator.locate("example.com", NO_PORT, UDP, false))
                .isEqualTo(new Location.NotFound("No address was found for example.com (DNS on _sip._udp.example.com:"
                        + " not offered); check its name and this server's DNS."));
    }

    @Test
    void findsAnotherServiceOfTheDomainThatOffersOneOnly() {
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "0 0 0 .");
        names.tell("_sip._tcp.example.com.", Type.SRV, 60, "1 1 5060 a.example.com.");
        names.tell("a.example.com.", Type.A, 60, "192.0.2.1");

        assertThat(located("example.com", NO_PORT, Optional.empty()))
                .containsExactly(target("192.0.2.1", 5060, Transport.TCP, "example.com"));
    }

    @Test
    void believesWhatItKnewWhileTheNameServersFail() {
        names.tell("_sip._udp.example.com.", Type.SRV, 60, "1 1 5070 a.example.com.");
        names.tell("a.example.com.", Type.A, 60, "192.0.2.1");
        names.tell("a.example.com.", Type.AAAA, 60, "2001:db8::1");
        var before = located("example.com", NO_PORT, UDP);

        names.breaks("_sip._udp.example.com. SRV");
        names.breaks("a.example.com. A");
        now = now.plus(Duration.ofHours(23));
        assertThat(located("example.com", NO_PORT, UDP)).isEqualTo(before);

        now = now.plus(Duration.ofHours(2));
        assertThat(locator.locate("example.com", NO_PORT, UDP, false)).isInstanceOf(Location.NotFound.class);
    }

    @Test
    void asksAgainSoonWhileItBelievesWhatItKnew() {
        names.tell("example.com.", Type.A, 60, "192.0.2.1");
        located("example.com", OptionalInt.of(5060), UDP);
        names.breaks("example.com. A");
        now = now.plusSeconds(60);
        located("example.com", OptionalInt.of(5060), UDP);
        names.mends();
        names.forget();
        names.tell("example.com.", Type.A, 60, "192.0.2.2");

        now = now.plusSeconds(5);

        assertThat(located("example.com", OptionalInt.of(5060), UDP))
                .containsExactly(target("192.0.2.2", 5060, Transport.UDP, "example.com"));
    }

    @Test
    void asksAgainWhenTheLifetimeOfAnAliasIsOver() {
        names.tell("example.com.", Type.CNAME, 30, "a.example.net.");
        names.tell("a.example.net.", Type.CNAME, 90, "b.example.net.");
        names.tell("b.example.net.", Type.A, 3600, "192.0.2.1");
        located("example.com", OptionalInt.of(5060), UDP);
        names.forget();
        names.tell("example.com.", Type.A, 60, "192.0.2.2");

        now = now.plusSeconds(30);

        assertThat(located("example.com", OptionalInt.of(5060), UDP))
                .containsExactly(target("192.0.2.2", 5060, Transport.UDP, "example.com"));
    }

    private List<Target> located(String host, OptionalInt port, Optional<Transport> wanted) {
        return switch (locator.locate(host, port, wanted, false)) {
            case Location.Located(var targets, var ttl) -> targets;
            case Location.NotFound(var why) -> throw new AssertionError(why);
        };
    }

    private static Target target(String address, int port, Transport transport, String host) {
        return new Target(InetAddress.ofLiteral(address), port, transport, host);
    }
}
