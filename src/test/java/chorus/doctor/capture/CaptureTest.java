package chorus.doctor.capture;

import static chorus.fake.PacketFile.ETHERNET;
import static chorus.fake.PacketFile.RAW;
import static chorus.fake.PacketFile.cooked;
import static chorus.fake.PacketFile.datagram;
import static chorus.fake.PacketFile.ethernet;
import static chorus.fake.PacketFile.pcap;
import static chorus.fake.PacketFile.pcapng;
import static chorus.fake.PacketFile.piece;
import static chorus.fake.PacketFile.tcp;
import static chorus.fake.PacketFile.udp;
import static chorus.fake.PacketFile.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.doctor.capture.Capture.Found;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CaptureTest {
    private static final int MAGIC = 0xA1B2C3D4;
    private static final String PBX = "203.0.113.7";
    private static final byte[] INVITE =
            bytes("INVITE sip:+12025550150@192.0.2.1 SIP/2.0\r\nContent-Length: 4\r\n\r\nv=0\n");
    private static final byte[] PACKET = udp(PBX, 5071, INVITE);

    @TestFactory
    List<DynamicTest> findsTheInviteInEveryKindOfRecording() {
        var v6 = udp("2001:db8::7", 5071, INVITE);
        return List.of(
                finds("Ethernet", pcap(PACKET)),
                finds(
                        "written on another machine",
                        pcap(ETHERNET, MAGIC, ByteOrder.BIG_ENDIAN, ethernet(0x0800, PACKET))),
                finds("with nanoseconds", pcap(RAW, 0xA1B23C4D, ByteOrder.LITTLE_ENDIAN, PACKET)),
                finds("a VLAN", ethernetPcap(ethernet(0x8100, vlan(0x0800, PACKET)))),
                finds("a VLAN in a VLAN", ethernetPcap(ethernet(0x88A8, vlan(0x8100, vlan(0x0800, PACKET))))),
                finds("cooked", pcap(113, MAGIC, ByteOrder.LITTLE_ENDIAN, cooked(1, 0x0800, PACKET))),
                finds("cooked, version 2", pcap(276, MAGIC, ByteOrder.LITTLE_ENDIAN, cooked(2, 0x0800, PACKET))),
                finds("raw IP", pcap(RAW, MAGIC, ByteOrder.LITTLE_ENDIAN, PACKET)),
                finds("IPv6", ethernetPcap(ethernet(0x86DD, v6))),
                finds("pcapng", pcapng(ETHERNET, ByteOrder.LITTLE_ENDIAN, ethernet(0x0800, PACKET))),
                finds("pcapng of another machine", pcapng(RAW, ByteOrder.BIG_ENDIAN, PACKET)));
    }

    @Test
    void saysWhereItCameFrom() {
        var found = (Found.Invite) Capture.firstInvite(pcap(PACKET));

        assertThat(found.source().getHostAddress()).isEqualTo(PBX);
        assertThat(found.port()).isEqualTo(5071);
        assertThat(found.transport()).isEqualTo("UDP");
    }

    @Test
    void passesOverWhatIsNoInvite() {
        var file = pcap(
                udp(PBX, 9, bytes("OPTIONS sip:x SIP/2.0\r\n\r\n")),
                udp(PBX, 9, bytes("SIP/2.0 200 OK\r\nCSeq: 1 INVITE\r\n\r\n")),
                udp(PBX, 9, new byte[172]),
                PACKET);

        assertThat(message(file)).isEqualTo(INVITE);
    }

    @Test
    void putsTogetherADatagramThatCameInPieces() {
        var whole = datagram(5071, INVITE);
        var first = Arrays.copyOfRange(whole, 0, 48);
        var rest = Arrays.copyOfRange(whole, 48, whole.length);

        assertThat(message(pcap(piece(PBX, 17, 48, false, rest), piece(PBX, 17, 0, true, first))))
                .isEqualTo(INVITE);
        assertThat(Capture.firstInvite(pcap(piece(PBX, 17, 0, true, first)))).isInstanceOf(Found.Nothing.class);
    }

    @Test
    void followsAStreamToTheEndOfTheMessage() {
        var first = Arrays.copyOfRange(INVITE, 0, 30);
        var rest = Arrays.copyOfRange(INVITE, 30, INVITE.length);
        var file = pcap(
                tcp(PBX, 40_000, 1, new byte[0]),
                tcp(PBX, 40_000, -10, first),
                tcp("203.0.113.8", 40_000, 20, bytes("OPTIONS")),
                tcp(PBX, 40_000, -10, first),
                tcp(PBX, 40_000, 20, rest));

        var found = (Found.Invite) Capture.firstInvite(file);

        assertThat(Datagram.bytes(found.message())).isEqualTo(INVITE);
        assertThat(found.transport()).isEqualTo("TCP");
    }

    @Test
    void takesTheBeginningWhereTheEndWasNotRecorded() {
        var first = Arrays.copyOfRange(INVITE, 0, 50);

        assertThat(message(pcap(tcp(PBX, 40_000, 1, first)))).isEqualTo(first);
    }

    @Test
    void saysWhatItMissed() {
        assertThat(Capture.firstInvite(bytes("INVITE sip:x SIP/2.0 and some more of it")))
                .isInstanceOfSatisfying(
                        Found.Nothing.class,
                        nothing -> assertThat(nothing.why()).contains("tcpdump -w call.pcap"));
        assertThat(Capture.firstInvite(pcap(udp(PBX, 9, new byte[20]))))
                .isInstanceOfSatisfying(
                        Found.Nothing.class,
                        nothing -> assertThat(nothing.why()).contains("1 packets and no INVITE"));
    }

    @Test
    void survivesWhateverItIsGiven() {
        var random = new Random(7);
        var files = List.of(
                pcap(PACKET, tcp(PBX, 1, 1, INVITE), piece(PBX, 17, 8, true, INVITE)),
                pcapng(ETHERNET, ByteOrder.BIG_ENDIAN, ethernet(0x0800, PACKET)),
                pcapng(RAW, ByteOrder.LITTLE_ENDIAN, udp("2001:db8::7", 1, INVITE)));
        for (var i = 0; i < 30_000; i++) {
            var file = files.get(i % 3).clone();
            for (var change = random.nextInt(6); change >= 0; change--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            assertThat(Capture.firstInvite(Arrays.copyOf(file, random.nextInt(file.length + 1))))
                    .isNotNull();
        }
    }

    private static DynamicTest finds(String kind, byte[] file) {
        return DynamicTest.dynamicTest(kind, () -> assertThat(message(file)).isEqualTo(INVITE));
    }

    private static byte[] ethernetPcap(byte[] frame) {
        return pcap(ETHERNET, MAGIC, ByteOrder.LITTLE_ENDIAN, frame);
    }

    private static byte[] message(byte[] file) {
        return switch (Capture.firstInvite(file)) {
            case Found.Invite(var message, var source, var port, var transport) -> Datagram.bytes(message);
            case Found.Nothing(var why) -> throw new AssertionError(why);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
