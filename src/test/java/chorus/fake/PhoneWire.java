package chorus.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The wire of a [SipPhone] to its server: a UDP port, and what it said on purpose.
final class PhoneWire implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> forgotten = new ConcurrentHashMap<>();

    PhoneWire(String address, InetSocketAddress server) throws IOException {
        this.socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
        this.server = server;
    }

    InetAddress address() {
        return socket.getLocalAddress();
    }

    int port() {
        return socket.getLocalPort();
    }

    /// The network loses the next `times` messages of this kind on their way out: `ACK`, `BYE`, `SIP/2.0`.
    void loses(String kind, int times) {
        forgotten.put(kind, times);
    }

    void listen(Consumer<String> receiver) {
        Thread.ofVirtual().name("phone").start(() -> {
            var buffer = new byte[65_535];
            while (!socket.isClosed()) {
                var packet = new DatagramPacket(buffer, buffer.length);
                try {
                    socket.receive(packet);
                } catch (IOException closed) {
                    return;
                }
                receiver.accept(new String(buffer, 0, packet.getLength(), ISO_8859_1));
            }
        });
    }

    /// Sends, and remembers that.
    void says(String message) {
        said.add(message);
        sends(message);
    }

    void repeats() {
        sends(said.getLast());
    }

    String lastSaid() {
        return said.getLast();
    }

    /// The method that is to be answered next.
    String lastMethod() {
        var last = said.stream()
                .filter(message -> !message.startsWith("ACK ") && !message.startsWith("SIP/2.0"))
                .toList()
                .getLast();
        return last.startsWith("CANCEL ") ? "INVITE" : last.substring(0, last.indexOf(' '));
    }

    void sends(String message) {
        var kind = message.isBlank() ? "" : message.split(" ", 2)[0];
        var left = forgotten.merge(kind, -1, Integer::sum);
        if (left >= 0) {
            return;
        }
        forgotten.remove(kind);
        var bytes = message.getBytes(ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
