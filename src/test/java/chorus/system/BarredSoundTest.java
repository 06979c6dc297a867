package chorus.system;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FarEnd;
import chorus.fake.HummingLine;
import chorus.sip.SipLimits;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/// A phone names an address to which the operator lets nothing be sent.
class BarredSoundTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void itHearsUsWhereItsMessagesComeFrom() throws IOException {
        try (var line = new HummingLine(SipLimits.standard(), true);
                var ear = new DatagramSocket(0, HERE);
                var phone = new FarEnd()) {
            var sdp = FarEnd.SDP.replace("c=IN IP4 127.0.0.1", "c=IN IP4 10.254.254.254");
            phone.calls(
                    new InetSocketAddress(HERE, line.port()),
                    "",
                    sdp.replace("41000", String.valueOf(ear.getLocalPort())));
            phone.acknowledges(phone.hears("INVITE", 200), "");

            var packet = new DatagramPacket(new byte[1500], 1500);
            ear.setSoTimeout(8_000);
            ear.receive(packet);
            assertThat(packet.getLength()).isEqualTo(12 + 160);
        }
    }
}
