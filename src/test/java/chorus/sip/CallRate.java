package chorus.sip;

import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.SipCounters.Event;
import chorus.sip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// The SIP package alone, answering every call at once, for `src/bench/sip-rate.sh`. Ends when its input ends, and then
/// says what it counted.
final class CallRate implements SipCore, DialogListener {
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder ended = new LongAdder();

    public static void main(String... arguments) throws IOException {
        var rate = new CallRate();
        var bind = InetAddress.ofLiteral("127.0.0.1");
        var limits = new SipLimits(20_000, 200_000, 100, 100, 600);
        var options = new SipOptions(bind, Integer.parseInt(arguments[0]), Optional.empty(), "Chorus", limits);
        try (var endpoint = SipEndpoint.open(options, rate)) {
            while (System.in.read() >= 0) {
                // Until whoever started us lets go.
            }
            var counters = endpoint.counters();
            var counted = "confirmed=%d ended=%d sent again=%d heard again=%d%n"
                    .formatted(
                            rate.confirmed.sum(),
                            rate.ended.sum(),
                            counters.of(Event.RETRANSMISSION_SENT),
                            counters.of(Event.RETRANSMISSION_RECEIVED));
            Files.writeString(Path.of(arguments[1]), counted);
        }
    }

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
    public void confirmed(Optional<String> answer) {
        confirmed.increment();
    }

    @Override
    public void reoffered(Reoffer reoffer) {
        reoffer.decline(488, "Not Acceptable Here");
    }

    @Override
    public void renewed(String sdp) {}

    @Override
    public void informed(SipRequest info) {
        // Nobody presses keys here.
    }

    @Override
    public void ended(Ended how) {
        ended.increment();
    }
}
