package chorus.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers every request over UDP with 200, telling who asks how it sees them (RFC 3581); loses what the test wants
/// lost.
public final class OptionsServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger shift = new AtomicInteger();

    public OptionsServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::listen);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    /// The next so many requests are lost.
    public OptionsServer loses(int requests) {
        lost.set(requests);
        return this;
    }

    /// From the second answer on, it sees another port, as behind a NAT that has forgotten.
    public OptionsServer forgets() {
        shift.set(1);
        return this;
    }

    @Override
    public void close() {
        socket.close();
    }

    private void listen() {
        var packet = new DatagramPacket(new byte[65_536], 65_536);
        var answered = 0;
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                if (lost.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                    var request = new String(packet.getData(), 0, packet.getLength(), UTF_8);
                    answer(request, (InetSocketAddress) packet.getSocketAddress(), answered++ * shift.get());
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(String request, InetSocketAddress from, int moved) throws IOException {
        var seen = ";received=" + from.getAddress().getHostAddress() + ";rport=" + (from.getPort() + moved);
        var lines = String.join(
                "\r\n",
                "SIP/2.0 200 OK",
                SipPhone.line(request, "Via").replace(";rport", seen),
                SipPhone.line(request, "From"),
                SipPhone.line(request, "To") + ";tag=s",
                SipPhone.line(request, "Call-ID"),
                SipPhone.line(request, "CSeq"),
                "Content-Length: 0\r\n\r\n");
        var bytes = lines.getBytes(UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, from));
    }
}
