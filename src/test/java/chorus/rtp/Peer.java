package chorus.rtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/// The other end of an RTP session, on a socket of its own: what it sends is written by hand.
final class Peer implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final DatagramSocket socket;
    private final int to;
    int ssrc;
    int sequence = 65_500;
    int timestamp = 7000;

    Peer(int to, int ssrc) {
        this(to, ssrc, 0);
    }

    Peer(int to, int ssrc, int port) {
        this(to, ssrc, new InetSocketAddress(LOOPBACK, port));
    }

    /// At another address of this machine, such as `127.0.0.9`.
    Peer(int to, int ssrc, InetSocketAddress address) {
        this.to = to;
        this.ssrc = ssrc;
        try {
            socket = new DatagramSocket(address);
            socket.setSoTimeout(3000);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Sends 20 ms whose bytes all are `code`.
    void speak(int payloadType, int code) {
        var payload = new byte[160];
        Arrays.fill(payload, (byte) code);
        send(payloadType, payload);
    }

    void send(int payloadType, byte[] payload) {
        var packet = new byte[12 + payload.length];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) payloadType;
        Bits.put16(packet, 2, sequence++);
        Bits.put32(packet, 4, timestamp);
        Bits.put32(packet, 8, ssrc);
        System.arraycopy(payload, 0, packet, 12, payload.length);
        timestamp += payload.length;
        raw(packet, to);
    }

    void raw(byte[] packet, int port) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, LOOPBACK, port));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// A datagram that has come already, if any has.
    Optional<byte[]> received() {
        try {
            socket.setSoTimeout(1);
            var come = receive();
            socket.setSoTimeout(3000);
            return come;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The next datagram, if one comes within three seconds.
    Optional<byte[]> receive() {
        var datagram = new DatagramPacket(new byte[2000], 2000);
        try {
            socket.receive(datagram);
            return Optional.of(Arrays.copyOf(datagram.getData(), datagram.getLength()));
        } catch (SocketTimeoutException nothing) {
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
