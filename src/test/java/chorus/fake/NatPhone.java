package chorus.fake;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A phone in a process of its own, so that it can live behind a NAT: calls an agent that echoes, stays silent on hold
/// until its NAT has forgotten it, comes back, and waits to be hung up on.
public final class NatPhone {
    private static final Duration FORGOTTEN = Duration.ofSeconds(5);

    private NatPhone() {}

    /// @param arguments its own address, the server's address, its port, and the number to call
    public static void main(String[] arguments) {
        var server = new InetSocketAddress(InetAddress.ofLiteral(arguments[1]), Integer.parseInt(arguments[2]));
        try (var phone = new SipPhone(arguments[0], server)) {
            phone.connectsTo(arguments[3]);
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
        System.exit(0);
    }
}
