package chorus.provider.sip;

import static java.nio.charset.StandardCharsets.UTF_8;

import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a ladder costs the SIP loop, and what it costs whoever writes it: nanoseconds of processor time per call of
/// seven messages.
///
/// `java -cp target/classes:target/test-classes:$(cat target/classpath.txt) chorus.provider.sip.LadderCost`
final class LadderCost {
    private static final int CALLS = 500;
    private static final int ROUNDS = 200;
    private static final Source FRIEND = new Source(InetAddress.ofLiteral("192.0.2.1"), 5060, Transport.UDP);

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private LadderCost() {}

    /// A call as it goes over the wire: what they send is parsed already, what we send is bytes already.
    private record Call(String callId, SipMessage invite, SipMessage ack, SipMessage bye, List<byte[]> bytes) {
        static Call of(int number) {
            var callId = number + "-7f3b2c1d@192.0.2.1";
            var texts = List.of(
                    request("INVITE", callId, ""),
                    answer("100 Trying", callId),
                    answer("180 Ringing", callId),
                    answer("200 OK", callId),
                    request("ACK", callId, ";tag=1"),
                    request("BYE", callId, ";tag=1"),
                    answer("200 OK", callId + " "));
            var bytes = texts.stream().map(text -> text.getBytes(UTF_8)).toList();
            return new Call(callId, read(bytes.get(0)), read(bytes.get(4)), read(bytes.get(5)), bytes);
        }

        private static String request(String method, String callId, String tag) {
            return (method + " sip:+12025550100@192.0.2.9 SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" + callId
                            + method + "\nMax-Forwards: 70\nFrom: \"A\" <sip:a@192.0.2.1>;tag=f1\nTo: <sip:b@192.0.2.9>"
                            + tag + "\nCall-ID: " + callId + "\nCSeq: 1 " + method + "\nContact: <sip:a@192.0.2.1>\n"
                            + "Content-Length: 0\n\n")
                    .replace("\n", "\r\n");
        }

        private static String answer(String status, String callId) {
            return ("SIP/2.0 " + status + "\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK" + callId
                            + "\nFrom: <sip:a@192.0.2.1>;tag=f1\nTo: <sip:b@192.0.2.9>;tag=1\nCall-ID: " + callId
                            + "\nCSeq: 1 INVITE\nContent-Length: 0\n\n")
                    .replace("\n", "\r\n");
        }

        private static SipMessage read(byte[] bytes) {
            if (MessageParser.parse(bytes) instanceof Parsed.Sound(var message)) {
                return message;
            }
            throw new IllegalStateException("A message of this measurement is broken.");
        }
    }

    public static void main(String... arguments) {
        for (var round = 1; round <= ROUNDS; round++) {
            measure(round);
        }
    }

    private static void measure(int round) {
        var ladders = new LiveLadders();
        var organization = UUID.randomUUID();
        var ids = new UUID[CALLS];
        var calls = new Call[CALLS];
        for (var i = 0; i < CALLS; i++) {
            ids[i] = new UUID(round, i);
            calls[i] = Call.of(i);
        }
        var target = Target.backTo(FRIEND);
        var began = CLOCK.getCurrentThreadCpuTime();
        for (var i = 0; i < CALLS; i++) {
            play(ladders, calls[i], ids[i], organization, target);
        }
        var played = CLOCK.getCurrentThreadCpuTime();
        var written = ladders.allNews().stream()
                .mapToInt(kept -> kept.ladder().rungs().size())
                .sum();
        var done = CLOCK.getCurrentThreadCpuTime();
        System.out.printf(
                "on the loop %d ns a call, aside from it %d ns a call (%d messages)%n",
                (played - began) / CALLS, (done - played) / CALLS, written);
    }

    private static void play(LiveLadders ladders, Call call, UUID id, UUID organization, Target target) {
        ladders.received(call.invite(), call.bytes().get(0), FRIEND);
        ladders.sent(call.callId(), call.bytes().get(1), target);
        if (call.invite() instanceof SipRequest invite) {
            ladders.belongsTo(invite, id, organization, Instant.EPOCH);
        }
        ladders.sent(call.callId(), call.bytes().get(2), target);
        ladders.sent(call.callId(), call.bytes().get(3), target);
        ladders.received(call.ack(), call.bytes().get(4), FRIEND);
        ladders.received(call.bye(), call.bytes().get(5), FRIEND);
        ladders.sent(call.callId(), call.bytes().get(6), target);
        ladders.over(id);
    }
}
