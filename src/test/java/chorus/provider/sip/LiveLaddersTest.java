package chorus.provider.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import chorus.call.Ladder;
import chorus.call.Rung;
import chorus.call.Rung.Way;
import chorus.sip.message.MessageParser;
import chorus.sip.message.Parsed;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveLaddersTest {
    private static final Source FRIEND = new Source(InetAddress.ofLiteral("192.0.2.1"), 5060, Transport.UDP);
    private static final Source OTHER = new Source(InetAddress.ofLiteral("192.0.2.2"), 5062, Transport.UDP);
    private static final UUID CALL = UUID.randomUUID();
    private static final UUID OURS = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-01-15T10:30:00Z");
    private static final long LATER = Duration.ofMinutes(10).toNanos();

    private final LiveLadders ladders = new LiveLadders();

    @Test
    void aCallIsToldInOrderWithItsRepeatsCounted() {
        var invite = hears(FRIEND, "INVITE", "a", "f1", 1);
        says(FRIEND, "a", "SIP/2.0 100 Trying");
        ladders.belongsTo(invite, CALL, OURS, NOW);
        hears(FRIEND, "INVITE", "a", "f1", 1);
        says(FRIEND, "a", "SIP/2.0 100 Trying");
        says(FRIEND, "a", "SIP/2.0 404 Not Found");
        hears(FRIEND, "ACK", "a", "f1", 1);

        var ladder = ladder();
        assertThat(ladder.rungs())
                .extracting(Rung::way)
                .containsExactly(Way.RECEIVED, Way.SENT, Way.SENT, Way.RECEIVED);
        assertThat(ladder.rungs()).extracting(Rung::times).containsExactly(2, 2, 1, 1);
        assertThat(ladder.rungs().getFirst().peer()).isEqualTo("192.0.2.1:5060");
        assertThat(ladder.rungs().getFirst().startLine()).startsWith("INVITE sip:+12025550100");
        assertThat(ladder.rungs()).allMatch(rung -> rung.lastMillis() >= rung.atMillis());
        assertThat(ladder.omitted()).isZero();
    }

    @Test
    void theMessagesOfSomebodyWhoUsesTheSameCallIdAreNoPartOfTheCall() {
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 1), CALL, OURS, NOW);
        var theirs = hears(OTHER, "INVITE", "a", "f2", 1);
        ladders.belongsTo(theirs, UUID.randomUUID(), UUID.randomUUID(), NOW);
        says(OTHER, "a", "SIP/2.0 482 Loop Detected");

        assertThat(ladder().rungs()).hasSize(1);
        assertThat(ladders.allNews())
                .hasSize(1)
                .allMatch(kept -> kept.organizationId().equals(OURS));
    }

    @Test
    void aCallThatMovesToAnotherAddressIsFollowed() {
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 1), CALL, OURS, NOW);
        hears(OTHER, "BYE", "a", "f1", 2);
        says(OTHER, "a", "SIP/2.0 200 OK");

        assertThat(ladder().rungs()).hasSize(3);
    }

    @Test
    void theSameCallIdAgainAfterARefusalIsACallOfItsOwn() {
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 1), CALL, OURS, NOW);
        ladders.over(CALL);
        var again = UUID.randomUUID();
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 2), again, OURS, NOW);

        assertThat(ladder().rungs()).hasSize(1);
        assertThat(ladders.of(again).orElseThrow().rungs()).hasSize(1);
        assertThat(ladders.allNews()).hasSize(2);
    }

    @Test
    void aCallOfOursKeepsItsDialogsInOneLadder() {
        ladders.begins("a", CALL, OURS, NOW, Duration.ofSeconds(3));
        says(FRIEND, "a", "INVITE sip:x@y SIP/2.0");
        hearsAnswer(FRIEND, "SIP/2.0 302 Moved", "a");
        ladders.over(CALL);
        ladders.begins("b", CALL, OURS, NOW, Duration.ofSeconds(4));
        says(OTHER, "b", "INVITE sip:z@y SIP/2.0");
        ladders.over(CALL);

        assertThat(ladder().rungs()).hasSize(3);
        assertThat(ladder().rungs().getFirst().atMillis()).isBetween(3_000L, 4_000L);
    }

    @Test
    void whatIsKeptIsToldOnceAndAgainOnlyWhenMoreCame() {
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 1), CALL, OURS, NOW);

        assertThat(ladders.news(System.nanoTime())).isEmpty();
        var news = ladders.news(System.nanoTime() + LATER);
        assertThat(news).hasSize(1);
        assertThat(ladders.news(System.nanoTime() + LATER)).isEmpty();
        ladders.notKept(news);
        assertThat(ladders.news(System.nanoTime() + LATER)).hasSize(1);
        hears(FRIEND, "BYE", "a", "f1", 2);
        assertThat(ladders.allNews()).hasSize(1);
    }

    @Test
    void aRunningCallStaysAndOneThatIsOverIsForgotten() {
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 1), CALL, OURS, NOW);
        ladders.allNews();
        ladders.sweep(System.nanoTime() + LATER);
        assertThat(ladders.of(CALL)).isPresent();

        ladders.over(CALL);
        ladders.sweep(System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
        assertThat(ladders.of(CALL)).isPresent();

        ladders.sweep(System.nanoTime() + LATER);
        assertThat(ladders.of(CALL)).isEmpty();
    }

    @Test
    void whatBecameNoCallIsForgottenAndNeverKept() {
        var invite = hears(FRIEND, "INVITE", "a", "f1", 1);
        hears(FRIEND, "OPTIONS", "b", "f1", 1);
        ladders.sweep(System.nanoTime() + LATER);
        ladders.belongsTo(invite, CALL, OURS, NOW);

        assertThat(ladders.of(CALL)).isEmpty();
        assertThat(ladders.allNews()).isEmpty();
    }

    @Test
    void aRefusedCallIsFoundUnderTheRecordThatStandsForIt() {
        var earlier = UUID.randomUUID();
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 1), CALL, OURS, NOW);
        ladders.recordedAs(CALL, Optional.of(earlier));
        ladders.belongsTo(hears(FRIEND, "INVITE", "b", "f1", 1), CALL, OURS, NOW);
        ladders.recordedAs(CALL, Optional.empty());

        assertThat(ladders.of(CALL)).isEmpty();
        assertThat(ladders.of(earlier)).isPresent();
        assertThat(ladders.allNews()).hasSize(1).allMatch(kept -> kept.callId().equals(earlier));
    }

    @Test
    void aCallThatNeverStopsTalkingIsBounded() {
        ladders.belongsTo(hears(FRIEND, "INVITE", "a", "f1", 1), CALL, OURS, NOW);
        for (var i = 2; i < 500; i++) {
            hears(FRIEND, "INFO", "a", "f1", i);
        }

        assertThat(ladder().rungs()).hasSize(200);
        assertThat(ladder().omitted()).isEqualTo(299);
    }

    @Test
    void aMessageThatComesWhileItsLadderIsLetGoOfIsNotCounted() {
        var invite = hears(FRIEND, "INVITE", "a", "f1", 1);
        var ladder = LiveLadder.of(invite, 0);
        var kept = ladder.received(invite, new byte[100], Target.backTo(FRIEND), 0);
        assertThat(ladder.letGo()).isEqualTo(kept);

        assertThat(ladder.received(invite, new byte[101], Target.backTo(FRIEND), 1))
                .isZero();
        assertThat(ladder.letGo()).isZero();
    }

    @Test
    void anInviteWhosePlaceAnotherTookBeforeItBecameACallIsForgottenWithAllItsBytes() {
        hears(FRIEND, "INVITE", "a", "f1", 1);
        hears(OTHER, "INVITE", "a", "f2", 1);
        assertThat(ladders.bytes()).isPositive();
        ladders.sweep(System.nanoTime() + LATER);

        assertThat(ladders.bytes()).isZero();
    }

    @Test
    void aMessageIsTakenWhileSomebodyReadsTheLadder() throws Exception {
        var invite = hears(FRIEND, "INVITE", "a", "f1", 1);
        var ladder = LiveLadder.of(invite, 0);
        for (var i = 0; i < 200; i++) {
            ladder.received(invite, ("X: inline: " + i + " y".repeat(8_000)).getBytes(UTF_8), Target.backTo(FRIEND), i);
        }
        var reads = new CountDownLatch(1);
        var reader = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                ladder.ladder();
                reads.countDown();
            }
        });
        assertThat(reads.await(20, TimeUnit.SECONDS)).isTrue();
        var held = IntStream.range(0, 200).filter(_ -> masksWithTheLock(reader)).count();
        reader.interrupt();
        reader.join();

        assertThat(held).isZero();
    }

    private static boolean masksWithTheLock(Thread reader) {
        var seen = ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {reader.threadId()}, true, false)[0];
        return Arrays.stream(seen.getLockedMonitors())
                        .anyMatch(monitor -> monitor.getClassName().equals(LiveLadder.class.getName()))
                && Arrays.stream(seen.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(Masking.class.getName()));
    }

    private Ladder ladder() {
        return ladders.of(CALL).orElseThrow();
    }

    private SipRequest hears(Source source, String method, String callId, String tag, int sequence) {
        var to = method.equals("INVITE") ? "" : ";tag=t1";
        var line = method + " sip:+12025550100@192.0.2.9 SIP/2.0";
        return hears(source, line, method, callId, tag, to, sequence) instanceof SipRequest request
                ? request
                : fail("a request is one");
    }

    private void hearsAnswer(Source source, String line, String callId) {
        hears(source, line, "INVITE", callId, "o1", ";tag=t1", 1);
    }

    private SipMessage hears(
            Source source, String line, String method, String callId, String tag, String toTag, int sequence) {
        var text = (line + """

                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK%s%s%d
                From: <sip:a@b>;tag=%s
                To: <sip:c@d>%s
                Call-ID: %s
                CSeq: %d %s
                Content-Length: 0

                """)
                .formatted(callId, tag, sequence, tag, toTag, callId, sequence, method)
                .replace("\n", "\r\n");
        var bytes = text.getBytes(UTF_8);
        SipMessage message =
                MessageParser.parse(bytes) instanceof Parsed.Sound(var sound) ? sound : fail("a message is one");
        ladders.received(message, bytes, source);
        return message;
    }

    private void says(Source to, String callId, String line) {
        ladders.sent(callId, line.getBytes(UTF_8), Target.backTo(to));
    }
}
