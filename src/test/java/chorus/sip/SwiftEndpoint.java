package chorus.sip;

import chorus.sip.transaction.Timing;
import chorus.sip.transport.Pace;
import java.net.InetAddress;
import java.time.Duration;

/// Endpoints on loopback for those who cannot wait as long as the RFCs do.
public final class SwiftEndpoint {
    private static final Timing TIMING =
            new Timing(Duration.ofMillis(40), Duration.ofMillis(160), Duration.ofMillis(100));

    private SwiftEndpoint() {}

    /// Silence is an answer after 2.6 seconds; streams are asked whether they live as the pace says.
    public static SipEndpoint open(SipCore core, Pace pace) {
        return SipEndpoint.open(SipOptions.at(InetAddress.ofLiteral("127.0.0.1"), 0), core, TIMING, pace);
    }
}
