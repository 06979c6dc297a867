package chorus.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.stream.Collectors;

/// A relay for SIP over UDP that lets one suite of the offered keys through, as a PBX does whose policy knows no other.
final class OneSuite implements AutoCloseable {
    private final DatagramSocket socket;
    private final String suite;
    private final SocketAddress phone;

    private OneSuite(DatagramSocket socket, String suite, SocketAddress phone) {
        this.socket = socket;
        this.suite = suite;
        this.phone = phone;
    }

    /// @param phonePort where the phone is that calls are relayed to
    static OneSuite before(int phonePort, String suite) throws SocketException {
        var here = InetAddress.getLoopbackAddress();
        var relay = new OneSuite(new DatagramSocket(0, here), suite, new InetSocketAddress(here, phonePort));
        Thread.startVirtualThread(relay::relay);
        return relay;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void relay() {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        SocketAddress caller = phone;
        try {
            while (true) {
                socket.receive(packet);
                var text = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
                if (packet.getSocketAddress().equals(phone)) {
                    send(text, caller);
                } else {
                    caller = packet.getSocketAddress();
                    send(filtered(text), phone);
                }
            }
        } catch (SocketException closed) {
            // It was closed, and so is this.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String text, SocketAddress to) throws IOException {
        var bytes = text.getBytes(ISO_8859_1);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private String filtered(String message) {
        var end = message.indexOf("\r\n\r\n") + 4;
        var body = message.substring(end)
                .lines()
                .filter(line -> !line.startsWith("a=crypto:") || line.contains(" " + suite + " "))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
        return message.substring(0, end).replaceFirst("Content-Length: \\d+", "Content-Length: " + body.length())
                + body;
    }

    @Override
    public void close() {
        socket.close();
    }
}
