package chorus.fake;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A phone in a process of its own, so that it can live behind a NAT: calls an agent that echoes, stays silent on hold
/// until its NAT has forgotten it, comes back, and waits to be hung up on.
public final class NatPhone {
    private static final Duration FORGOTTEN = Duration.ofSeconds(7);

    private NatPhone() {}

    /// @param arguments `call` or `probe`, its own address, the server's address, its port, and the number to call
    public static void main(String[] arguments) throws IOException {
        var server = new InetSocketAddress(InetAddress.ofLiteral(arguments[2]), Integer.parseInt(arguments[3]));
        if (arguments[0].equals("probe")) {
            probe(arguments[1], server);
        } else {
            call(arguments[1], server, arguments[4]);
        }
        System.exit(0);
    }

    private static void call(String address, InetSocketAddress server, String number) {
        try (var phone = new SipPhone(address, server)) {
            phone.connectsTo(number);
            phone.sound().saysTone(440, Duration.ofSeconds(2)).hearsTone(440);

            phone.holds();
            phone.sound().mutes(true);
            Patience.meanwhile(FORGOTTEN, () -> {});
            phone.sound().mutes(false);
            phone.resumes();

            phone.sound().forgets().saysTone(700, Duration.ofSeconds(3)).hearsTone(700);
            phone.presses("#");
            phone.waitsForByeWithin(Duration.ofSeconds(15));
        }
    }

    /// Sends a datagram, lets its NAT forget it, and sends another.
    private static void probe(String address, InetSocketAddress server) throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
            socket.send(new DatagramPacket(new byte[1], 1, server));
            Patience.meanwhile(FORGOTTEN, () -> {});
            socket.send(new DatagramPacket(new byte[1], 1, server));
        }
    }
}
