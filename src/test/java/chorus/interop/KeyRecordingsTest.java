package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.MediaLoop;
import chorus.fake.Patience;
import chorus.rtp.RtpEndpoint;
import chorus.rtp.RtpListener;
import chorus.rtp.RtpParameters;
import chorus.rtp.RtpPorts;
import chorus.rtp.RtpSession;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The recordings of telephone events that SIPp brings along, and what networks make of such packets.
class KeyRecordingsTest {
    private static final Path FOLDER = Path.of("/usr/share/sip-tester");
    private static final int PCAP_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET_IP_UDP = 14 + 20 + 8;
    private static final int LAST_TELLING = 160;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final RtpEndpoint endpoint = new RtpEndpoint(
            List.of((EventLoop) group.next()),
            InetAddress.getLoopbackAddress(),
            RtpPorts.range("30000-39999", System::nanoTime),
            System::nanoTime,
            Duration.ZERO);
    private final List<String> pressed = new CopyOnWriteArrayList<>();
    private DatagramSocket phone;
    private RtpSession session;

    @BeforeEach
    void start() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            throw Tool.lacking("the recordings of SIPp are not installed (Debian: apt install sip-tester)");
        }
        phone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        session = endpoint.open(new MediaLoop(0), AudioFormat.PCMU).orElseThrow();
        var address = (InetSocketAddress) phone.getLocalSocketAddress();
        session.start(RtpParameters.bothWays(address, AudioFormat.PCMU, 0, OptionalInt.of(101)), new Keys(pressed));
    }

    @AfterEach
    void stop() {
        if (phone != null) {
            phone.close();
        }
        endpoint.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 3", "4, 4", "5, 5", "6, 6", "7, 7", "8, 8", "9, 9", "star, *", "pound, '#'"
    })
    void eachIsOnePress(String name, String key) {
        send(packets(name));
        awaitPressed(key);
    }

    @Test
    void eachIsOnePressInAnyOrder() {
        var random = new Random(4733);
        var keys = new StringBuilder();
        var packets = packets("7");
        for (int press = 0; press < 20; press++) {
            var moved = moved(packets, press);
            Collections.shuffle(moved, random);
            send(moved);
            keys.append('7');
        }
        awaitPressed(keys.toString());
    }

    @Test
    void eachIsOnePressWithoutMarkerWithoutEndAndTwice() {
        var packets = packets("3");
        var unmarked = moved(packets, 0);
        unmarked.forEach(packet -> packet[1] = 101);
        send(unmarked);
        awaitPressed("3");
        send(moved(packets, 1).subList(0, 7));
        awaitPressed("33");
        var twice = moved(packets, 2);
        twice.addAll(moved(packets, 2));
        send(twice);
        awaitPressed("333");
        send(moved(packets, 3).subList(7, 10));
        awaitPressed("3333");
    }

    /// The same press, so much later.
    private static List<byte[]> moved(List<byte[]> packets, int presses) {
        var moved = new ArrayList<byte[]>();
        for (var packet : packets) {
            var copy = ByteBuffer.wrap(packet.clone());
            copy.putShort(2, (short) (copy.getShort(2) + 8 * presses));
            copy.putInt(4, copy.getInt(4) + 4000 * presses);
            moved.add(copy.array());
        }
        return moved;
    }

    /// The RTP packets of a recording.
    private static List<byte[]> packets(String name) {
        try {
            var pcap = ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve("dtmf_2833_" + name + ".pcap")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            var packets = new ArrayList<byte[]>();
            for (int at = PCAP_HEADER; at < pcap.capacity(); ) {
                var length = pcap.getInt(at + 8);
                at += RECORD_HEADER;
                packets.add(Arrays.copyOfRange(pcap.array(), at + ETHERNET_IP_UDP, at + ETHERNET_IP_UDP + 16));
                at += length;
            }
            assertThat(packets).hasSize(10);
            return packets;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void send(List<byte[]> packets) {
        try {
            for (var packet : packets) {
                phone.send(new DatagramPacket(
                        packet, packet.length, InetAddress.getLoopbackAddress(), session.localPort()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitPressed(String keys) {
        Patience.until("the keys " + keys, () -> pressed.size() >= keys.length());
        Patience.meanwhile(Duration.ofMillis(LAST_TELLING), () -> {});
        assertThat(String.join("", pressed)).isEqualTo(keys);
    }

    private record Keys(List<String> pressed) implements RtpListener {
        @Override
        public void heard(Frame frame) {}

        @Override
        public void pressed(char digit) {
            pressed.add(String.valueOf(digit));
        }

        @Override
        public void reached(String mark, long heardMillis, boolean played) {}

        @Override
        public void lost() {}
    }
}
