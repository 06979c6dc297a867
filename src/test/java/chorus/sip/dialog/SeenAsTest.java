package chorus.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.message.Via;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeenAsTest {
    private static final Target PBX = new Target(InetAddress.ofLiteral("198.51.100.7"), 5060, Transport.UDP);
    private static final Target OVER_TCP = new Target(PBX.address(), 5060, Transport.TCP);

    private final SeenAs seen = seenAs("10.0.0.5", Optional.empty());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "received=203.0.113.9;rport=40000 | 203.0.113.9:40000",
                "received=203.0.113.9             | 203.0.113.9:5060",
                "received=10.0.0.5;rport=40000    | 10.0.0.5:40000",
                "received=10.0.0.5;rport=5060     | 10.0.0.5:5060",
                "received=192.168.1.7;rport=4000  | 192.168.1.7:4000",
                "rport                            | 10.0.0.5:5060",
                "received=0.0.0.0;rport=1         | 10.0.0.5:5060",
                "received=224.0.0.1;rport=1       | 10.0.0.5:5060",
                "received=a.name;rport=99999      | 10.0.0.5:5060"
            })
    void believesWhatThePeerSeesWhereThatIsAnAddress(String params, String here) {
        seen.learn(via("UDP", params), PBX);

        assertThat(place(seen, PBX)).isEqualTo(here);
    }

    @Test
    void isWhereItIsToWhoeverSaidNothing() {
        seen.learn(via("UDP", "received=203.0.113.9;rport=40000"), PBX);

        assertThat(place(seen, new Target(PBX.address(), 5062, Transport.UDP))).isEqualTo("10.0.0.5:5060");
    }

    @Test
    void forgetsANatThatIsGone() {
        seen.learn(via("UDP", "received=203.0.113.9;rport=40000"), PBX);
        seen.learn(via("UDP", "received=10.0.0.5;rport=5060"), PBX);

        assertThat(place(seen, PBX)).isEqualTo("10.0.0.5:5060");
    }

    @Test
    void takesThePortOfAStreamOnlyBehindANat() {
        seen.learn(via("TCP", "received=10.0.0.5;rport=40000"), OVER_TCP);
        assertThat(place(seen, OVER_TCP)).isEqualTo("10.0.0.5:5060");

        seen.learn(via("TCP", "received=203.0.113.9;rport=40000"), OVER_TCP);
        assertThat(place(seen, OVER_TCP)).isEqualTo("203.0.113.9:40000");
    }

    @Test
    void doesNotTakeAPrivateAddressForAPublicOne() {
        var open = seenAs("203.0.113.5", Optional.empty());

        open.learn(via("UDP", "received=192.168.1.7;rport=4000"), PBX);

        assertThat(place(open, PBX)).isEqualTo("203.0.113.5:5060");
    }

    @Test
    void believesTheOperatorMoreThanThePeer() {
        var told = seenAs("10.0.0.5", Optional.of(InetAddress.ofLiteral("203.0.113.5")));

        told.learn(via("UDP", "received=203.0.113.9;rport=40000"), PBX);

        assertThat(place(told, PBX)).isEqualTo("203.0.113.5:5060");
    }

    private static SeenAs seenAs(String bound, Optional<InetAddress> advertised) {
        return new SeenAs(new LocalAddresses(advertised, InetAddress.ofLiteral(bound)), _ -> 5060);
    }

    private static String place(SeenAs seen, Target peer) {
        var here = seen.by(peer);
        return here.getAddress().getHostAddress() + ":" + here.getPort();
    }

    private static Via via(String transport, String params) {
        return Via.parse("SIP/2.0/" + transport + " 10.0.0.5:5060;branch=z9hG4bK1;" + params)
                .orElseThrow();
    }
}
