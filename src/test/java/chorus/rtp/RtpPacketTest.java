package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
    private final RtpPacket packet = new RtpPacket();

    private boolean over(String hex) {
        var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return packet.over(bytes, bytes.length);
    }

    @Test
    void readsAPlainPacket() {
        assertThat(over("8088 fffe 00000140 deadbeef 0102")).isTrue();
        assertThat(packet.marker()).isTrue();
        assertThat(packet.payloadType()).isEqualTo(8);
        assertThat(packet.sequence()).isEqualTo(0xFFFE);
        assertThat(packet.timestamp()).isEqualTo(320);
        assertThat(packet.ssrc()).isEqualTo(0xDEADBEEF);
        assertThat(packet.payloadOffset()).isEqualTo(12);
        assertThat(packet.payloadLength()).isEqualTo(2);
    }

    @Test
    void stepsOverSourcesExtensionAndPadding() {
        assertThat(over("b100 0001 00000000 00000001 aaaaaaaa bede0001 11111111 77 0002"))
                .isTrue();
        assertThat(packet.payloadOffset()).isEqualTo(24);
        assertThat(packet.payloadLength()).isEqualTo(1);
    }

    @Test
    void refusesWhatIsCutOrContradictsItself() {
        assertThat(over("")).isFalse();
        assertThat(over("8000 0001 00000000 000000")).isFalse();
        assertThat(over("4000 0001 00000000 00000001 00")).isFalse();
        assertThat(over("8f00 0001 00000000 00000001 00")).isFalse();
        assertThat(over("9000 0001 00000000 00000001 bede")).isFalse();
        assertThat(over("9000 0001 00000000 00000001 bedeffff 00")).isFalse();
        assertThat(over("a000 0001 00000000 00000001 00")).isFalse();
        assertThat(over("a000 0001 00000000 00000001 09")).isFalse();
    }

    @Test
    void noiseNeverBreaksTheReceiver() {
        var random = new Random(42);
        var agreed = RtpParameters.bothWays(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000),
                AudioFormat.PCMU,
                0,
                OptionalInt.of(101));
        var receiver = new RtpReceiver(
                AudioFormat.PCMA, agreed, new SourceLatch(agreed.remote(), Sources.ANY), new Reception(), new Deaf());
        receiver.start(0);
        var bytes = new byte[RtpHandler.LONGEST];
        for (int i = 0; i < 50_000; i++) {
            random.nextBytes(bytes);
            var length = random.nextInt(i % 2 == 0 ? 40 : bytes.length);
            if (i % 4 > 0) {
                bytes[0] = (byte) (0x80 | (bytes[0] & (i % 3 == 0 ? 0x3F : 0)));
                bytes[1] = (byte) (random.nextBoolean() ? 0 : 101);
                Bits.put32(bytes, 8, random.nextInt(2));
            }
            receiver.packet(bytes, length, agreed.remote(), i * 1_000_000L);
            receiver.tick(i * 1_000_000L);
        }
        assertThat(receiver.refused().total()).isPositive();
    }

    @Test
    void noiseNeverBreaksTheReaderOfReports() {
        var random = new Random(43);
        var rtcp = new Rtcp(1, "abc", new NtpClock(Instant.EPOCH, 0), random);
        var bytes = new byte[RtpHandler.LONGEST];
        var read = 0;
        for (int i = 0; i < 50_000; i++) {
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x80 | (bytes[0] & 0x3F));
            bytes[1] = (byte) (200 + random.nextInt(2));
            Bits.put16(bytes, 2, random.nextInt(20));
            Bits.put32(bytes, 8, 1);
            read += rtcp.read(bytes, random.nextInt(120), 1, i) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    private static final class Deaf implements RtpListener {
        @Override
        public void heard(Frame frame) {}

        @Override
        public void lost() {}

        @Override
        public void pressed(char digit) {}

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}
    }
}
