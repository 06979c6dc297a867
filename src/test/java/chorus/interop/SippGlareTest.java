package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.SipCore;
import chorus.sip.SipEndpoint;
import chorus.sip.SipLimits;
import chorus.sip.SipOptions;
import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.dialog.SessionPolicy;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// SIPp changes the session at the very moment at which we refresh it by a re-INVITE (RFC 3261 §14.1).
///
/// The SIP side alone, for whole servers do not refresh sessions as often as a test can wait for.
class SippGlareTest {
    private static final SessionPolicy BRIEF = new SessionPolicy(Duration.ofSeconds(20), Duration.ofSeconds(1));

    @Test
    void eachSideRefusesTheOthersOfferWhileItsOwnIsOpenAndOursIsTriedAgain() throws InterruptedException {
        var sipp = Tool.named("sipp", "sip-tester");
        var user = new Agreeable();
        var here = InetAddress.getLoopbackAddress();
        var limits = SipLimits.standard().with(BRIEF);
        try (var endpoint =
                SipEndpoint.open(new SipOptions(here, 0, Optional.empty(), "Chorus", limits, Optional.empty()), user)) {
            sipp.succeeds(
                    "sipp-glare",
                    Duration.ofSeconds(40),
                    List.of(
                            "-sf",
                            "src/test/resources/sipp/inside/glare.xml",
                            "-s",
                            "100",
                            "-i",
                            "127.0.0.1",
                            "-m",
                            "1",
                            "-nostdin",
                            "-timeout",
                            "30s",
                            "-timeout_error",
                            "127.0.0.1:" + endpoint.port()));

            assertThat(user.reoffers).as("offers of theirs that were let in").hasValue(1);
            assertThat(user.endings.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    /// Takes every call and every change.
    private static final class Agreeable implements SipCore, DialogListener {
        private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio 40000 RTP/AVP 0\r\na=sendrecv\r\n";

        private final AtomicInteger reoffers = new AtomicInteger();
        private final BlockingQueue<Ended> endings = new LinkedBlockingQueue<>();

        @Override
        public boolean admits(InetAddress source, Transport transport) {
            return true;
        }

        @Override
        public void invited(IncomingInvite invite) {
            invite.answer(SDP, this);
        }

        @Override
        public void reoffered(Reoffer reoffer) {
            reoffers.incrementAndGet();
            reoffer.accept(SDP);
        }

        @Override
        public void ended(Ended ended) {
            endings.add(ended);
        }

        @Override
        public void confirmed(Optional<String> answer) {}

        @Override
        public void renewed(String sdp) {}

        @Override
        public void informed(SipRequest info) {}
    }
}
