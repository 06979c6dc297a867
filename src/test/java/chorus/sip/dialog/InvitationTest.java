package chorus.sip.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipRequest;
import chorus.sip.message.Via;
import chorus.sip.transaction.Timers;
import chorus.sip.transaction.Timing;
import chorus.sip.transaction.Transactions;
import chorus.sip.transaction.Wire;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Reach;
import chorus.sip.transport.SipCounters;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Who answers a call from another thread leaves the rest to the loop, here one that runs when it is told to.
class InvitationTest {
    private static final Source CALLER = new Source(InetAddress.ofLiteral("192.0.2.7"), 5060, Transport.UDP);

    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Transport> looksAtOurselves = new ArrayList<>();
    private final List<IncomingInvite> invites = new ArrayList<>();
    private final UserAgent agent = agent();

    @Test
    void whatPeersSeeOfUsIsLookedUpOnTheLoopOnly() {
        agent.transactions().receive(invite(), CALLER);

        invites.getFirst().answer("v=0\r\n", new Deaf(), FarSide.UNKNOWN);
        assertThat(looksAtOurselves).isEmpty();

        loop.remove().run();
        assertThat(looksAtOurselves).isNotEmpty();
        assertThat(sent.getLast()).startsWith("SIP/2.0 200 OK").contains("Contact: <sip:10.0.0.5:5080>");
    }

    private UserAgent agent() {
        var here = new LocalAddresses(Optional.empty(), InetAddress.ofLiteral("10.0.0.5"));
        var timers = new Timers(() -> 0, (task, millis) -> {});
        var counters = new SipCounters();
        var surface = new Surface(
                "Chorus", here, new Reach(here, _ -> false), this::port, _ -> false, _ -> Optional.empty(), loop::add);
        return new UserAgent(
                surface,
                timers,
                Timing.STANDARD,
                counters,
                10,
                SessionPolicy.STANDARD,
                (user, tokens) -> new Transactions(new Ear(), user, timers, Timing.STANDARD, tokens, counters, 10),
                invites::add);
    }

    private int port(Transport transport) {
        looksAtOurselves.add(transport);
        return 5080;
    }

    private static SipRequest invite() {
        var text =
                "INVITE sip:x@10.0.0.5 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1"
                        + "\r\nTo: <sip:x@y>\r\nCall-ID: 1\r\nCSeq: 1 INVITE\r\nContact: <sip:a@192.0.2.7>\r\n\r\n";
        return MessageParser.parse(text.getBytes(UTF_8)) instanceof Parsed.Sound(SipRequest request)
                ? request
                : invalid();
    }

    private static SipRequest invalid() {
        throw new AssertionError("An INVITE is one.");
    }

    private final class Ear implements Wire {
        @Override
        public void send(String callId, byte[] message, Target target, Runnable failed) {
            sent.add(new String(message, UTF_8));
        }

        @Override
        public void reach(Target target, Consumer<Boolean> done) {
            done.accept(false);
        }

        @Override
        public boolean leadsTo(Target target) {
            return false;
        }

        @Override
        public Target responseTarget(Via via, Source source) {
            return Target.backTo(source);
        }
    }

    private static final class Deaf implements DialogListener {
        @Override
        public void confirmed(Optional<String> answer) {}

        @Override
        public void reoffered(Reoffer reoffer) {}

        @Override
        public void renewed(String sdp) {}

        @Override
        public void informed(SipRequest info) {}

        @Override
        public void ended(Ended ended) {}
    }
}
