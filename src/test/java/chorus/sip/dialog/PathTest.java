package chorus.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTest {
    private static final String SOURCE = "203.0.113.5";
    private static final LocalAddresses HERE = new LocalAddresses(Optional.empty(), InetAddress.ofLiteral("0.0.0.0"));
    private static final Reach REACH = new Reach(HERE, any -> false);

    @ParameterizedTest
    @CsvSource({
        "<sip:a@203.0.113.9>, 203.0.113.9, 5060, UDP",
        "<sip:a@203.0.113.9:5080;transport=tcp>, 203.0.113.9, 5080, TCP",
        "<sip:a@[2001:db8::9]:5070>, 2001:db8::9, 5070, UDP",
        "<sip:a@192.168.1.20:5062>, 203.0.113.5, 6000, UDP",
        "<sip:a@100.64.1.20:5062>, 203.0.113.5, 6000, UDP",
        "<sip:a@[fd00::20]:5062>, 203.0.113.5, 6000, UDP",
        "<sip:a@pbx.example.com>, 203.0.113.5, 6000, UDP",
        "<sip:a@127.0.0.1>, 203.0.113.5, 6000, UDP"
    })
    void leadsToTheContactOrBackToTheSource(String contact, String address, int port, Transport transport) {
        assertThat(path(contact, "").nextHop(any -> false, REACH))
                .isEqualTo(new Target(InetAddress.ofLiteral(address), port, transport));
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:b@203.0.113.5:5061;transport=tls>, 203.0.113.5, sip.example.com",
        "<sip:b@sip7.example.com;transport=tls>, 203.0.113.5, sip.example.com",
        "<sip:b@203.0.113.9:5061;transport=tls>, 203.0.113.9, 203.0.113.9",
    })
    void whomWeReachedUnderANameHasToProveItAgainAndAnyOtherItsAddress(String contact, String address, String name) {
        var asked = new Target(InetAddress.ofLiteral(SOURCE), 5061, Transport.TLS, "sip.example.com");
        var invite = invite("<sip:x@203.0.113.7>", "");
        var answer = SipResponse.answering(invite, 200, "OK")
                .header("Contact", contact)
                .build();
        assertThat(Path.of(answer, invite, asked).nextHop(any -> false, REACH))
                .isEqualTo(new Target(InetAddress.ofLiteral(address), 5061, Transport.TLS, name));
    }

    @Test
    void theWayBackIsTheNewestButForWhomWeReachedUnderAName() {
        var elsewhere = new Source(InetAddress.ofLiteral(SOURCE), 7000, Transport.TLS);
        var behindNat = path("<sip:a@192.168.1.20>", "").from(elsewhere);
        assertThat(behindNat.nextHop(any -> false, REACH).port()).isEqualTo(7000);

        var asked = new Target(InetAddress.ofLiteral(SOURCE), 5061, Transport.TLS, "sip.example.com");
        var invite = invite("<sip:x@203.0.113.7>", "");
        var named = Path.of(SipResponse.answering(invite, 200, "OK").build(), invite, asked);
        assertThat(named.from(elsewhere)).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:a@169.254.169.254:80;transport=tcp>",
                "<sip:a@[fe80::1]:5060>",
                "<sip:a@239.1.1.1>",
                "<sip:a@[ff02::1]>",
                "<sip:a@0.0.0.0:9000;transport=tcp>",
            })
    void noStrangerMakesUsTalkToOurLinkOrToAGroup(String contact) {
        assertThat(path(contact, "").nextHop(any -> false, REACH)).isEqualTo(Target.backTo(source()));
        assertThat(path("<sip:a@203.0.113.9>", contact.replace(">", ";lr>")).nextHop(any -> false, REACH))
                .isEqualTo(Target.backTo(source()));
    }

    @Test
    void noStrangerMakesUsTalkToThisMachineAndThisMachineMay() {
        var here = LocalAddresses.ofThisMachine().stream()
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(InetAddress.ofLiteral("127.0.0.1"));
        var contact = "<sip:a@" + here.getHostAddress() + ":9000>";
        var neighbour = new Source(InetAddress.ofLiteral("10.254.254.254"), 6000, Transport.UDP);
        assertThat(Path.of(invite(contact, ""), neighbour).orElseThrow().nextHop(any -> false, REACH))
                .isEqualTo(Target.backTo(neighbour));
        var local = new Source(here, 6000, Transport.UDP);
        assertThat(Path.of(invite(contact, ""), local)
                        .orElseThrow()
                        .nextHop(any -> false, REACH)
                        .port())
                .isEqualTo(9000);
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:a@203.0.113.9:5060;transport=udp>, 203.0.113.5, 6000",
        "<sip:a@203.0.113.9:5060;transport=tcp>, 203.0.113.5, 6000",
        "<sip:a@203.0.113.9;transport=tls>, 203.0.113.9, 5061",
        "<sips:a@203.0.113.9;transport=tcp>, 203.0.113.9, 5061",
        "<sips:a@203.0.113.9>, 203.0.113.9, 5061",
    })
    void aCallOverTlsStaysThere(String contact, String address, int port) {
        var tls = new Source(InetAddress.ofLiteral(SOURCE), 6000, Transport.TLS);
        for (var path : List.of(
                Path.of(invite(contact, ""), tls).orElseThrow(),
                Path.of(invite("<sip:a@203.0.113.8>", contact.replace(">", ";lr>")), tls)
                        .orElseThrow())) {
            var hop = path.nextHop(any -> false, REACH);
            assertThat(hop.transport()).isEqualTo(Transport.TLS);
            assertThat(hop.address().getHostAddress()).isEqualTo(address);
            assertThat(hop.port()).isEqualTo(port);
        }
    }

    @Test
    void hostsThatTheOperatorBarsAreNotReachedUnlessTheyCallThemselves() {
        var barring = new Reach(HERE, InetAddress.ofLiteral("198.18.0.9")::equals);
        var path = path("<sip:a@198.18.0.9>", "");
        var own = new Source(InetAddress.ofLiteral("198.18.0.9"), 6000, Transport.UDP);

        assertThat(path.nextHop(any -> false, barring)).isEqualTo(Target.backTo(source()));
        assertThat(path.from(own).nextHop(any -> false, barring).port()).isEqualTo(5060);
    }

    @Test
    void aChangeThatComesByAnotherTransportDoesNotLeadOutOfTls() {
        var tls = new Source(InetAddress.ofLiteral(SOURCE), 6000, Transport.TLS);
        var path = Path.of(invite("<sip:a@192.168.1.20>", ""), tls).orElseThrow();

        assertThat(path.from(source())).isEqualTo(path);
    }

    @Test
    void looseRoutesAreKeptBesideTheTarget() {
        var path = path("<sip:a@203.0.113.9>", "<sip:203.0.113.1;lr>, <sip:203.0.113.2;lr>");
        assertThat(path.requestUri().toString()).isEqualTo("sip:a@203.0.113.9");
        assertThat(path.routeHeaders()).containsExactly("<sip:203.0.113.1;lr>", "<sip:203.0.113.2;lr>");
        assertThat(path.nextHop(any -> false, REACH).address().getHostAddress()).isEqualTo("203.0.113.1");
    }

    @Test
    void aStrictRouteTakesTheTargetsPlace() {
        var path = path("<sip:a@203.0.113.9>", "<sip:203.0.113.1>, <sip:203.0.113.2;lr>");
        assertThat(path.requestUri().toString()).isEqualTo("sip:203.0.113.1");
        assertThat(path.routeHeaders()).containsExactly("<sip:203.0.113.2;lr>", "<sip:a@203.0.113.9>");
    }

    @Test
    void aNewContactMovesTheTargetButNotTheRoute() {
        var path = path("<sip:a@203.0.113.9>", "<sip:203.0.113.1;lr>").refreshed(invite("<sip:b@203.0.113.8>", ""));
        assertThat(path.requestUri().user()).isEqualTo("b");
        assertThat(path.routeHeaders()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"*", "<tel:+12025550111>"})
    void withoutAContactToCallThereIsNoPath(String contact) {
        assertThat(Path.of(invite(contact, ""), source())).isEmpty();
    }

    private static Path path(String contact, String recordRoute) {
        return Path.of(invite(contact, recordRoute), source()).orElseThrow();
    }

    private static Source source() {
        return new Source(InetAddress.ofLiteral(SOURCE), 6000, Transport.UDP);
    }

    private static SipRequest invite(String contact, String recordRoute) {
        var text = "INVITE sip:x@203.0.113.7 SIP/2.0\r\nVia: SIP/2.0/UDP 203.0.113.5;branch=z9hG4bK1\r\n"
                + (recordRoute.isEmpty() ? "" : "Record-Route: " + recordRoute + "\r\n")
                + "From: <sip:a@b>;tag=1\r\nTo: <sip:x@y>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\nContact: " + contact
                + "\r\n\r\n";
        return switch (MessageParser.parse(text.getBytes(StandardCharsets.UTF_8))) {
            case Parsed.Sound(SipRequest request) -> request;
            case Parsed other -> throw new AssertionError(other);
        };
    }
}
