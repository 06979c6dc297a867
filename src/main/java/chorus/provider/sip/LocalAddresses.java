package chorus.provider.sip;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which address of ours a far party should send its sound to: the configured one, or the one that the system
/// would use to reach that party. Blocks for a system call; answers are remembered.
final class LocalAddresses {
    private static final int REMEMBERED = 1024;
    private static final int ANY_PORT = 9;

    private final Optional<InetAddress> configured;
    private final InetAddress bind;
    private final Map<InetAddress, InetAddress> towards = new LinkedHashMap<>();

    LocalAddresses(Optional<InetAddress> configured, InetAddress bind) {
        this.configured = configured;
        this.bind = bind;
    }

    InetAddress facing(InetAddress party) {
        if (configured.isPresent() && !party.isLoopbackAddress()) {
            return configured.get();
        }
        return bind.isAnyLocalAddress() ? remembered(party) : bind;
    }

    private synchronized InetAddress remembered(InetAddress party) {
        var known = towards.get(party);
        if (known != null) {
            return known;
        }
        if (towards.size() >= REMEMBERED) {
            towards.clear();
        }
        var found = ask(party);
        towards.put(party, found);
        return found;
    }

    /// Connecting a datagram socket sends nothing; it only picks the route.
    private InetAddress ask(InetAddress party) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(party, ANY_PORT));
            return socket.getLocalAddress();
        } catch (IOException _) {
            return bind;
        }
    }
}
