package chorus.provider.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MappingLifetimeTest {
    @Test
    void oneLostQuestionIsAskedAgainInTheSameWords() throws Exception {
        var here = InetAddress.getLoopbackAddress();
        try (var farEnd = new DatagramSocket(0, here);
                var socket = new DatagramSocket(0, here)) {
            farEnd.setSoTimeout(8_000);
            socket.connect(new InetSocketAddress(here, farEnd.getLocalPort()));
            var seen = new CompletableFuture<String>();
            seen.completeAsync(() -> seen(socket), Thread::startVirtualThread);

            var lost = receive(farEnd);
            var asked = receive(farEnd);
            assertThat(text(asked)).isEqualTo(text(lost));
            var answer = text(asked)
                    .replaceFirst("OPTIONS .*\r\n", "SIP/2.0 200 OK\r\n")
                    .replace(";rport", ";rport=4711;received=198.51.100.7")
                    .getBytes(UTF_8);
            farEnd.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));

            assertThat(seen.get(8, TimeUnit.SECONDS)).isEqualTo("198.51.100.7:4711");
        }
    }

    private static String seen(DatagramSocket socket) {
        try {
            return MappingLifetime.seen(socket).orElse("nowhere");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        socket.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }
}
