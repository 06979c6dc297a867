package chorus.fake.pbx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// One UDP port for SIP.
final class Wire implements AutoCloseable {
    private static final Pattern UNSEEN = Pattern.compile("(?m)^(Via: [^\r,]*?);rport(?=[;,\r])");

    private final DatagramSocket socket;

    Wire(InetSocketAddress at) {
        try {
            socket = new DatagramSocket(at);
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + at.getPort() + " is taken: choose another with --port.", e);
        }
    }

    InetAddress address() {
        return socket.getLocalAddress();
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Hands every message to `receiver`, on a thread of its own.
    void listen(BiConsumer<Message, InetSocketAddress> receiver) {
        Thread.ofVirtual().name("lab-wire").start(() -> {
            var buffer = new byte[65_535];
            while (!socket.isClosed()) {
                var packet = new DatagramPacket(buffer, buffer.length);
                try {
                    socket.receive(packet);
                } catch (IOException _) {
                    return;
                }
                var text = new String(buffer, 0, packet.getLength(), ISO_8859_1);
                if (!text.isBlank()) {
                    var from = (InetSocketAddress) packet.getSocketAddress();
                    receiver.accept(Message.read(seen(text, from)), from);
                }
            }
        });
    }

    void send(String message, InetSocketAddress to) {
        var bytes = message.getBytes(ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Writes into the topmost Via from where a request came, if that wants to know (RFC 3581 §4).
    private static String seen(String text, InetSocketAddress from) {
        var here = ";rport=" + from.getPort() + ";received=" + from.getAddress().getHostAddress();
        return UNSEEN.matcher(text).replaceFirst("$1" + here);
    }

    static String name(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        socket.close();
    }
}
