package chorus.sip;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.SipPhone;
import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A source we trust sends broken requests of every kind: nothing faults, and the endpoint still answers.
class EndpointFuzzTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void noBrokenRequestFaultsTheEndpoint() {
        try (var endpoint = SipEndpoint.open(SipOptions.at(HERE, 0), new Eager(), Callee.HASTY);
                var phone = new SipPhone(new InetSocketAddress(HERE, endpoint.port()))) {
            var random = new Random(4475);
            phone.connectsTo("+12025550100");
            for (var i = 0; i < 4_000; i++) {
                phone.sends(broken(phone, random));
            }
            phone.asks("OPTIONS", "").waitsFor(200);
            assertThat(endpoint.counters().of(Event.FAULT)).isZero();
            assertThat(endpoint.counters().of(Event.REFUSED_MALFORMED)).isPositive();
        }
    }

    /// A request, in or out of the call, with up to three small wounds.
    private static String broken(SipPhone phone, Random random) {
        var method = List.of("INVITE", "ACK", "BYE", "CANCEL", "INFO", "UPDATE", "OPTIONS", "PRACK")
                .get(random.nextInt(8));
        var body = random.nextBoolean() ? phone.sdp("sendrecv") : "";
        var text = new StringBuilder(
                phone.request(method, "sip:x@127.0.0.1", SipPhone.branch(), random.nextInt(100), "", body));
        for (var wounds = random.nextInt(4); wounds > 0; wounds--) {
            var at = random.nextInt(text.length() - 20);
            text.replace(at, at + random.nextInt(5), random.nextBoolean() ? "" : "" + (char) random.nextInt(256));
        }
        return text.toString();
    }

    /// Answers everything at once.
    private static final class Eager implements SipCore, DialogListener {
        @Override
        public boolean admits(InetAddress source, Transport transport) {
            return true;
        }

        @Override
        public void invited(IncomingInvite invite) {
            invite.ring();
            invite.answer(Callee.SDP, this);
        }

        @Override
        public void confirmed(Optional<String> answer) {}

        @Override
        public void reoffered(Reoffer reoffer) {
            reoffer.accept(Callee.SDP);
        }

        @Override
        public void renewed(String sdp) {}

        @Override
        public void informed(SipRequest info) {}

        @Override
        public void ended(Ended ended) {}
    }
}
