package chorus.provider.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.rtp.Refused;
import chorus.rtp.RtpStatistics;
import chorus.rtp.Sources;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MediaPathTest {
    private static final Refused NOBODY = new Refused(0, 0, 0, 0, Optional.empty());
    private static final String PUBLIC = "198.51.100.1";
    private static final String PHONE = "203.0.113.5";

    @Test
    void believesThePhoneAndWhoSignalsForIt() {
        assertThat(path(PUBLIC, PHONE, "203.0.113.9").sources())
                .isEqualTo(Sources.only(address(PHONE), address("203.0.113.9")));
        assertThat(path(PUBLIC, PHONE, PHONE).sources()).isEqualTo(Sources.only(address(PHONE)));
        assertThat(path(PUBLIC, "10.0.0.5", "10.0.0.5").sources()).isEqualTo(Sources.only(address("10.0.0.5")));
    }

    @Test
    void believesAnybodyWhereThePhoneDoesNotKnowItsPublicAddressButWhoSignalsForItMost() {
        assertThat(path(PUBLIC, "10.0.0.5", PHONE).sources())
                .isEqualTo(new Sources(List.of(address("10.0.0.5"), address(PHONE)), true));
    }

    @Test
    void believesNobodyElseWhereThePhoneIsInThePrivateNetworkOfWhoSignalsForIt() {
        assertThat(path(PUBLIC, "10.0.0.6", "10.0.0.5").sources())
                .isEqualTo(Sources.only(address("10.0.0.6"), address("10.0.0.5")));
    }

    @Test
    void saysNothingWhenBothAreHeardOrTheCallWasTooShortToTell() {
        assertThat(path(PUBLIC, PHONE, PHONE).trouble(counted(412, 400, NOBODY)))
                .isEmpty();
        assertThat(path(PUBLIC, PHONE, PHONE).trouble(counted(99, 0, NOBODY))).isEmpty();
    }

    @Test
    void namesThePrivateAddressOfThePhone() {
        assertThat(path(PUBLIC, "10.0.0.5", PHONE).trouble(counted(412, 0, NOBODY)))
                .hasValue("We sent 412 packets to 10.0.0.5:4000 and received none: 10.0.0.5 is a private address behind"
                        + " NAT, and the phone never sent to 198.51.100.1:16384, which would have shown the way back."
                        + " Blame: carrier. Let the phone or its PBX write its public address into SDP, and open UDP"
                        + " from there to our RTP ports.");
    }

    @Test
    void namesOurOwnPrivateAddressFirst() {
        assertThat(trouble(path("192.168.7.2", "10.0.0.5", PHONE), NOBODY))
                .contains("we told the phone to send to 192.168.7.2:16384", "Blame: us.", "CHORUS_PUBLIC_IP");
        assertThat(trouble(path("192.168.7.2", "192.168.7.5", "192.168.7.5"), NOBODY))
                .doesNotContain("CHORUS_PUBLIC_IP")
                .contains("firewalls");
    }

    @Test
    void namesWhatCameAndWasRefused() {
        var foreign = Optional.of(new InetSocketAddress("203.0.113.77", 9000));
        assertThat(trouble(path(PUBLIC, PHONE, PHONE), new Refused(31, 0, 0, 0, foreign)))
                .contains("31 packets came from 203.0.113.77:9000, which neither its SDP nor its SIP names");
        assertThat(trouble(path(PUBLIC, PHONE, PHONE), new Refused(0, 31, 0, 0, Optional.empty())))
                .contains("payload type");
        assertThat(trouble(path(PUBLIC, PHONE, PHONE), new Refused(0, 0, 31, 0, Optional.empty())))
                .contains("sipSrtp");
    }

    @Test
    void tellsThatThePhoneDoesNotHearUs() {
        var counted = new RtpStatistics(500, 0, 0, 0, 0, NOBODY, 0, 510, 500, 0, 0, 0, 499, 0, -1, true);
        assertThat(path(PUBLIC, PHONE, PHONE).trouble(counted).orElseThrow())
                .startsWith("The phone says it lost 499 of the 500 packets that we sent to 203.0.113.5:4000");
    }

    private static String trouble(MediaPath path, Refused refused) {
        return path.trouble(counted(412, 0, refused)).orElseThrow();
    }

    private static RtpStatistics counted(long sent, long received, Refused refused) {
        return new RtpStatistics(received, 0, 0, 0, 0, refused, 0, sent, 0, 0, 0, 0, 0, 0, -1, received > 0);
    }

    private static MediaPath path(String ours, String theirs, String signaller) {
        return new MediaPath(
                new InetSocketAddress(address(ours), 16_384),
                new InetSocketAddress(address(theirs), 4000),
                address(signaller));
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }
}
