package chorus.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A SIP server over UDP that says what the test wants it to say, and nothing of itself but 200 to BYE and CANCEL.
public final class SipServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<String> messages = new ArrayList<>();
    private SocketAddress peer = new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    private int read;

    public SipServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// The next request of this method that was not asked for yet; repeats of what was are passed over.
    public String next(String method) {
        var found = new String[1];
        Patience.until("a " + method + " at port " + port(), () -> {
            synchronized (messages) {
                while (read < messages.size() && found[0] == null) {
                    var message = messages.get(read++);
                    found[0] = message.startsWith(method + " ") ? message : null;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    /// How often a request of this method came, repeats included.
    public long heard(String method) {
        synchronized (messages) {
            return messages.stream()
                    .filter(each -> each.startsWith(method + " "))
                    .count();
        }
    }

    /// Answers a request.
    ///
    /// @param tag the branch of a call: our tag in To
    public void answers(String request, String status, String tag) {
        var to = "To: " + line(request, "To");
        send("SIP/2.0 " + status + "\r\n"
                + request.lines()
                        .filter(line -> line.startsWith("Via:")
                                || line.startsWith("From:")
                                || line.startsWith("Call-ID:")
                                || line.startsWith("CSeq:"))
                        .collect(Collectors.joining("\r\n"))
                + "\r\n" + (to.contains(";tag=") ? to : to + ";tag=" + tag) + "\r\nContact: <sip:127.0.0.1:" + port()
                + ">\r\nContent-Length: 0\r\n\r\n");
    }

    public static String line(String message, String name) {
        return SipPhone.line(message, name);
    }

    @Override
    public void close() {
        socket.close();
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var message = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                synchronized (messages) {
                    peer = packet.getSocketAddress();
                    messages.add(message);
                }
                if (message.startsWith("BYE ") || message.startsWith("CANCEL ")) {
                    answers(message, "200 OK", "s");
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void send(String message) {
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        try {
            synchronized (messages) {
                socket.send(new DatagramPacket(bytes, bytes.length, peer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
