package chorus.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A network between a phone and a server that loses, delays, overtakes and doubles datagrams, both ways.
///
/// ```
/// phone ── inner socket ┊ outer socket ── server
/// ```
public final class BadNetwork implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bad-network").factory());
    private final Random random = new Random(3550);
    private final DatagramSocket inner;
    private final DatagramSocket outer;
    private volatile Optional<InetSocketAddress> phone = Optional.empty();
    private volatile Optional<InetSocketAddress> server = Optional.empty();
    private volatile double lost;
    private volatile double doubled;
    private volatile int mostMillis = 1;

    public BadNetwork() {
        try {
            inner = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            outer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("to-server").start(() -> pass(inner, outer, true));
        Thread.ofVirtual().name("to-phone").start(() -> pass(outer, inner, false));
    }

    /// @param share 0 to 1
    public BadNetwork loses(double share) {
        lost = share;
        return this;
    }

    /// @param share 0 to 1
    public BadNetwork doubles(double share) {
        doubled = share;
        return this;
    }

    /// Each datagram is under way for up to so long, whatever others are: they overtake each other.
    public BadNetwork delays(int upToMillis) {
        mostMillis = upToMillis;
        return this;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        inner.close();
        outer.close();
    }

    /// Where the server is to send what is meant for the phone.
    int port() {
        return outer.getLocalPort();
    }

    void leadsTo(InetSocketAddress thePhone) {
        phone = Optional.of(thePhone);
    }

    /// @return where the phone is to send what is meant for the server
    InetSocketAddress leadsOnTo(InetSocketAddress theServer) {
        server = Optional.of(theServer);
        return (InetSocketAddress) inner.getLocalSocketAddress();
    }

    private void pass(DatagramSocket from, DatagramSocket to, boolean towardsServer) {
        var datagram = new DatagramPacket(new byte[2000], 2000);
        while (!from.isClosed()) {
            try {
                datagram.setLength(2000);
                from.receive(datagram);
            } catch (IOException closed) {
                return;
            }
            carry(Arrays.copyOf(datagram.getData(), datagram.getLength()), to, towardsServer);
        }
    }

    private synchronized void carry(byte[] bytes, DatagramSocket to, boolean towardsServer) {
        if (clock.isShutdown() || random.nextDouble() < lost) {
            return;
        }
        var copies = random.nextDouble() < doubled ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            var millis = random.nextInt(mostMillis);
            var _ = clock.schedule(() -> deliver(bytes, to, towardsServer), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void deliver(byte[] bytes, DatagramSocket socket, boolean towardsServer) {
        (towardsServer ? server : phone).ifPresent(target -> {
            try {
                socket.send(new DatagramPacket(bytes, bytes.length, target));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }
}
