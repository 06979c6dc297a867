package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.MediaLoop;
import chorus.fake.Patience;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody at a third address who knows the port of a call, and perhaps even its SSRC and sequence numbers, is never
/// heard, never followed, always counted, and keeps no call alive (CVE-2025-53399 is how it goes otherwise).
class InjectionTest {
    private static final int RIGHT = 1;
    private static final int WRONG = 666;
    private static final int INJECTED = 0x66;
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final RtpEndpoint endpoint = new RtpEndpoint(
            List.of((EventLoop) group.next()),
            InetAddress.ofLiteral("0.0.0.0"),
            RtpPorts.range("30000-39999", System::nanoTime),
            System::nanoTime,
            PATIENCE);
    private final Set<Integer> heard = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lost = new AtomicInteger();
    private int ours;
    private final RtpSession session =
            endpoint.open(new MediaLoop(0), AudioFormat.PCMU).orElseThrow();
    private final Peer phone = new Peer(session.localPort(), RIGHT);
    private final Peer stranger =
            new Peer(session.localPort(), WRONG, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 0));

    @AfterEach
    void close() {
        phone.close();
        stranger.close();
        endpoint.close();
        Patience.until("closed sockets", () -> endpoint.sessions() == 0);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @ParameterizedTest
    @ValueSource(ints = {RIGHT, WRONG})
    void isNotHeardOrFollowedBeforeThePhoneSpeaks(int ssrc) {
        start();
        inject(ssrc, 10);
        phone.speak(0, 0x21);
        awaitHeard(0x21);
        assertUntouched(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {RIGHT, WRONG})
    void isNotHeardOrFollowedOnceThePhoneSpeaks(int ssrc) {
        start();
        phone.speak(0, 0x21);
        awaitHeard(0x21);
        inject(ssrc, 10);
        phone.speak(0, 0x22);
        awaitHeard(0x22);
        assertUntouched(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {RIGHT, WRONG})
    void isNotHeardOrFollowedAfterALaterOffer(int ssrc) {
        start();
        phone.speak(0, 0x21);
        awaitHeard(0x21);
        session.renegotiate(agreed());
        inject(ssrc, 10);
        phone.speak(0, 0x22);
        awaitHeard(0x22);
        assertUntouched(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {RIGHT, WRONG})
    void isNotHeardOrFollowedAfterALaterOfferOfAPhoneWhoseAddressNobodyKnows(int ssrc) {
        start(Sources.ANY);
        phone.speak(0, 0x21);
        awaitHeard(0x21);
        session.renegotiate(agreed(Sources.ANY));
        inject(ssrc, 10);
        phone.speak(0, 0x22);
        awaitHeard(0x22);
        assertUntouched(10);
    }

    @Test
    void reportsOfAStrangerAreNeitherReadNorFollowed() {
        start();
        phone.speak(0, 0x21);
        awaitHeard(0x21);
        for (int i = 0; i < 5; i++) {
            stranger.raw(report(RIGHT), session.localPort() + 1);
        }
        awaitForeign(5);
        assertThat(session.statistics().sentAsReported()).isZero();
        try (var control = new Peer(session.localPort() + 1, RIGHT)) {
            control.raw(report(RIGHT), session.localPort() + 1);
            Patience.until("the phone's report", () -> session.statistics().sentAsReported() > 0);
            stranger.raw(report(RIGHT), session.localPort() + 1);
            awaitForeign(6);
            session.close();
            assertThat(control.receive()).isPresent();
            assertThat(stranger.received()).isEmpty();
        }
    }

    @Test
    void keepsNoCallAlive() {
        start();
        phone.speak(0, 0x21);
        Patience.meanwhile(PATIENCE.multipliedBy(3), () -> {
            inject(RIGHT, 1);
            stranger.raw(report(RIGHT), session.localPort() + 1);
        });
        assertThat(lost).hasValue(1);
    }

    @Test
    void soundAndComfortNoiseAndReportsOfThePhoneKeepItAlive() {
        start();
        try (var control = new Peer(session.localPort() + 1, RIGHT)) {
            assertAlive(() -> phone.speak(0, 0x21));
            assertAlive(() -> phone.send(13, new byte[] {60}));
            assertAlive(() -> control.raw(report(RIGHT), session.localPort() + 1));
        }
    }

    @Test
    void aPhoneThatIsHeldOrHoldsNeedNotBeHeard() {
        start();
        session.renegotiate(agreed().direction(false, true));
        pass(PATIENCE.multipliedBy(2));
        session.renegotiate(agreed().direction(true, false));
        pass(PATIENCE.multipliedBy(2));
        assertThat(lost).hasValue(0);
        session.renegotiate(agreed());
        Patience.until("a lost phone", () -> lost.get() == 1);
    }

    private void start() {
        start(Sources.only(phone.address().getAddress()));
    }

    private void start(Sources hosts) {
        session.start(agreed(hosts), new RtpListener() {
            @Override
            public void heard(Frame frame) {
                heard.add(frame.bytes()[frame.offset()] & 0xFF);
            }

            @Override
            public void pressed(char digit) {}

            @Override
            public void reached(String mark, long heardMillis, boolean played) {}

            @Override
            public void lost() {
                lost.incrementAndGet();
            }
        });
        ours = Bits.signed32(phone.receive().orElseThrow(), 8);
    }

    private RtpParameters agreed() {
        return agreed(Sources.only(phone.address().getAddress()));
    }

    private RtpParameters agreed(Sources hosts) {
        return RtpParameters.bothWays(phone.address(), AudioFormat.PCMU, 0, OptionalInt.of(101))
                .from(hosts);
    }

    private void inject(int ssrc, int packets) {
        stranger.ssrc = ssrc;
        stranger.sequence = phone.sequence;
        stranger.timestamp = phone.timestamp;
        for (int i = 0; i < packets; i++) {
            stranger.speak(0, INJECTED);
        }
    }

    private void awaitHeard(int code) {
        Patience.until("the phone's word", () -> heard.contains(code));
    }

    private void awaitForeign(int packets) {
        Patience.until(
                packets + " refused packets",
                () -> session.statistics().refused().foreign() >= packets);
    }

    /// All of them refused, none heard, and what we say goes to the phone alone.
    private void assertUntouched(int packets) {
        awaitForeign(packets);
        var refused = session.statistics().refused();
        assertThat(refused.total()).isEqualTo(packets);
        assertThat(refused.lastForeign()).contains(stranger.address());
        assertThat(heard).doesNotContain(INJECTED);
        var sent = session.statistics().sent();
        Patience.until("more packets sent", () -> session.statistics().sent() > sent + 2);
        assertThat(stranger.received()).isEmpty();
    }

    private void assertAlive(Runnable sign) {
        Patience.meanwhile(PATIENCE.multipliedBy(3), sign);
        assertThat(lost).hasValue(0);
    }

    private static void pass(Duration time) {
        Patience.meanwhile(time, () -> {});
    }

    /// A receiver report about our stream: everything is lost, it says.
    private byte[] report(int ssrc) {
        var report = new byte[32];
        report[0] = (byte) 0x81;
        report[1] = (byte) 201;
        Bits.put16(report, 2, 7);
        Bits.put32(report, 4, ssrc);
        Bits.put32(report, 8, ours);
        Bits.put32(report, 12, 0xFF7F_FFFF);
        return report;
    }
}
