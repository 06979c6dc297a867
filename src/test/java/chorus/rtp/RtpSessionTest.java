package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.G711;
import chorus.audio.MediaLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions on real sockets, with peers that behave and peers that do not.
class RtpSessionTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final RtpEndpoint endpoint = new RtpEndpoint(
            List.of((EventLoop) group.next()),
            InetAddress.getLoopbackAddress(),
            RtpPorts.range("30000-39999", System::nanoTime),
            System::nanoTime,
            Duration.ZERO);
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final RtpListener listener = new RtpListener() {
        @Override
        public void heard(Frame frame) {
            var code = frame.bytes()[frame.offset()] & 0xFF;
            if (code != 0xFF) {
                told.add("heard " + Integer.toHexString(code));
            }
        }

        @Override
        public void lost() {
            told.add("lost");
        }

        @Override
        public void pressed(char digit) {
            told.add("pressed " + digit);
        }

        @Override
        public void reached(String mark, long heardMillis, boolean played) {
            told.add("reached " + mark + " " + heardMillis + " " + played);
        }
    };

    IoHandlerFactory transport() {
        return NioIoHandler.newFactory();
    }

    private RtpSession session;
    private Peer peer;

    @BeforeEach
    void open() {
        session = endpoint.open(new MediaLoop(0), AudioFormat.PCMU).orElseThrow();
        peer = new Peer(session.localPort(), 1);
    }

    @AfterEach
    void close() {
        peer.close();
        endpoint.close();
        awaitThat(() -> endpoint.sessions() == 0);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void start() {
        start(parameters(peer));
    }

    private void start(RtpParameters parameters) {
        session.start(parameters, listener);
        onLoop(() -> true);
    }

    private void renegotiate(RtpParameters parameters) {
        session.renegotiate(parameters);
        onLoop(() -> true);
    }

    private static RtpParameters parameters(Peer remote) {
        return RtpParameters.bothWays(remote.address(), AudioFormat.PCMU, 0, OptionalInt.of(101));
    }

    private String next() {
        try {
            var said = told.poll(3, TimeUnit.SECONDS);
            return said == null ? "nothing" : said;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /// Waits for this, past what concealment invents, and never past injected sound.
    private void awaitTold(String wanted) {
        for (var said = next(); !said.equals(wanted); said = next()) {
            assertThat(said).isNotIn("heard 66", "nothing");
        }
    }

    private static void awaitThat(BooleanSupplier condition) {
        var deadline = System.nanoTime() + 3_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private <T> T onLoop(java.util.function.Supplier<T> task) {
        var result = new CompletableFuture<T>();
        session.onLoop(() -> result.complete(task.get()));
        return result.join();
    }

    private byte[] receiveUntil(Predicate<byte[]> wanted) {
        for (int i = 0; i < 200; i++) {
            var packet = peer.receive().orElseThrow();
            if (wanted.test(packet)) {
                return packet;
            }
        }
        throw new AssertionError("not among 200 packets");
    }

    private static byte[] speech(int code, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) code);
        return bytes;
    }

    private void awaitStrange(long count) {
        awaitThat(() -> session.statistics().refused().total() >= count);
        assertThat(session.statistics().refused().total()).isEqualTo(count);
    }

    @Test
    void opensOnAnEvenPortWithTheOddOneAbove() {
        assertThat(session.localPort()).isBetween(30_000, 39_998);
        assertThat(session.localPort() % 2).isZero();
    }

    @Test
    void sendsToTheSignalledAddressBeforeItHearsAnything() {
        start();
        var packet = peer.receive().orElseThrow();
        assertThat(packet).hasSize(172);
        assertThat(packet[0]).isEqualTo((byte) 0x80);
        assertThat(packet[12]).isEqualTo((byte) 0xFF);
    }

    @Test
    void whatThePeerSaysIsHeard() {
        start();
        peer.speak(0, 0x21);
        assertThat(next()).isEqualTo("heard 21");
    }

    @Test
    void whatIsPlayedArrivesAndItsMarkIsReached() {
        start();
        onLoop(() -> {
            session.play(new Frame().over(AudioFormat.PCMU, speech(0x33, 160), 0, 160));
            session.mark("greeting");
            return true;
        });
        var packet = receiveUntil(bytes -> bytes[12] == 0x33);
        assertThat(packet[1]).isEqualTo((byte) 0x80);
        assertThat(next()).isEqualTo("reached greeting 20 true");
    }

    @Test
    void theOtherLawOnTheWireIsTranscodedBothWays() {
        start(RtpParameters.bothWays(peer.address(), AudioFormat.PCMA, 8, OptionalInt.empty()));
        peer.speak(8, 0x33);
        var expected = new byte[1];
        G711.transcode(AudioFormat.PCMA, new byte[] {0x33}, 0, AudioFormat.PCMU, expected, 0, 1);
        assertThat(next()).isEqualTo("heard " + Integer.toHexString(expected[0] & 0xFF));
        onLoop(() -> session.play(new Frame().over(AudioFormat.PCMU, speech(0x21, 160), 0, 160)));
        G711.transcode(AudioFormat.PCMU, new byte[] {0x21}, 0, AudioFormat.PCMA, expected, 0, 1);
        receiveUntil(bytes -> bytes[1] == (byte) 0x88 && bytes[12] == expected[0]);
    }

    @Test
    void keysAreHeardOnce() {
        start();
        var event = new byte[] {5, 10, 0, (byte) 160};
        for (int i = 0; i < 5; i++) {
            peer.timestamp = 7000;
            peer.send(101, event);
        }
        peer.speak(0, 0x22);
        assertThat(next()).isEqualTo("pressed 5");
        assertThat(next()).isEqualTo("heard 22");
    }

    @Test
    void digitsAreSentAsEvents() {
        start();
        assertThat(onLoop(() -> session.sendDigits("9"))).isTrue();
        var first = receiveUntil(bytes -> (bytes[1] & 0x7F) == 101);
        assertThat(first).hasSize(16);
        assertThat(first[1]).isEqualTo((byte) (0x80 | 101));
        assertThat(first[12]).isEqualTo((byte) 9);
    }

    @Test
    void digitsAreRefusedWhenThePeerTakesNoEvents() {
        start(RtpParameters.bothWays(peer.address(), AudioFormat.PCMU, 0, OptionalInt.empty()));
        assertThat(onLoop(() -> session.sendDigits("9"))).isFalse();
    }

    @Test
    void aStrangerIsNeitherHeardNorFollowed() {
        start();
        peer.speak(0, 0x21);
        assertThat(next()).isEqualTo("heard 21");
        try (var stranger = new Peer(session.localPort(), 1)) {
            stranger.sequence = peer.sequence;
            stranger.timestamp = peer.timestamp;
            stranger.speak(0, 0x66);
            awaitStrange(1);
            peer.speak(0, 0x22);
            awaitTold("heard 22");
            onLoop(() -> session.play(new Frame().over(AudioFormat.PCMU, speech(0x33, 160), 0, 160)));
            receiveUntil(bytes -> bytes[12] == 0x33);
        }
    }

    @Test
    void aPeerBehindNatIsFollowed() {
        start(parameters(peer));
        try (var natted = new Peer(session.localPort(), 5)) {
            natted.speak(0, 0x21);
            assertThat(next()).isEqualTo("heard 21");
            assertThat(natted.receive()).isPresent();
        }
    }

    @Test
    void wrongPayloadTypesAndShapesDoNotLatch() {
        start();
        try (var stranger = new Peer(session.localPort(), 9)) {
            stranger.speak(8, 0x66);
            stranger.raw(new byte[] {1, 2, 3}, session.localPort());
            stranger.raw(new byte[1900], session.localPort());
            awaitStrange(2);
            assertThat(session.statistics().latched()).isFalse();
        }
    }

    @Test
    void injectedPacketsOfAnotherSsrcAreRefused() {
        start();
        peer.speak(0, 0x21);
        assertThat(next()).isEqualTo("heard 21");
        peer.ssrc = 77;
        peer.speak(0, 0x66);
        peer.ssrc = 1;
        peer.speak(0, 0x22);
        awaitTold("heard 22");
        assertThat(session.statistics().refused().total()).isEqualTo(1);
    }

    @Test
    void anotherStreamOfThePeerIsHeardFromItsSecondPacketOn() {
        start();
        peer.speak(0, 0x21);
        assertThat(next()).isEqualTo("heard 21");
        peer.ssrc = 77;
        peer.sequence = 100;
        peer.speak(0, 0x31);
        peer.speak(0, 0x32);
        awaitTold("heard 32");
    }

    @Test
    void afterTheWindowOnlySignallingMovesTheLatch() {
        var nat = new Peer(session.localPort(), 1);
        start();
        nat.speak(0, 0x21);
        assertThat(next()).isEqualTo("heard 21");
        var closes = System.nanoTime() + SourceLatch.WINDOW_NANOS;
        awaitThat(() -> System.nanoTime() - closes > 0);
        peer.speak(0, 0x66);
        awaitStrange(1);
        renegotiate(parameters(peer));
        peer.speak(0, 0x22);
        awaitTold("heard 22");
        nat.speak(0, 0x66);
        awaitStrange(2);
        nat.close();
    }

    @Test
    void onHoldNothingIsSentOrHeard() {
        start();
        peer.speak(0, 0x21);
        assertThat(next()).isEqualTo("heard 21");
        renegotiate(parameters(peer).direction(false, false));
        onLoop(() -> session.play(new Frame().over(AudioFormat.PCMU, speech(0x33, 160), 0, 160)));
        peer.speak(0, 0x66);
        awaitThat(() -> session.statistics().received() == 2);
        renegotiate(parameters(peer));
        peer.speak(0, 0x22);
        awaitTold("heard 22");
        receiveUntil(bytes -> bytes[12] == 0x33);
    }

    @Test
    void saysGoodbyeByRtcpAndGivesThePortsBack() {
        Peer control = new Peer(session.localPort() + 1, 1);
        start();
        peer.speak(0, 0x21);
        assertThat(next()).isEqualTo("heard 21");
        // A sender report from another port teaches where to report.
        var report = new byte[28];
        report[0] = (byte) 0x80;
        report[1] = (byte) 200;
        Bits.put16(report, 2, 6);
        Bits.put32(report, 4, 1);
        control.raw(report, session.localPort() + 1);
        control.raw(new byte[] {0, 1, 2}, session.localPort() + 1);
        awaitStrange(1);
        session.close();
        var goodbye = control.receive().orElseThrow();
        assertThat(goodbye[1]).isEqualTo((byte) 200);
        assertThat(goodbye[0]).isEqualTo((byte) 0x81);
        assertThat(goodbye[goodbye.length - 7]).isEqualTo((byte) 203);
        awaitThat(() -> endpoint.sessions() == 0);
        control.close();
    }

    @Test
    void afterClosingEverythingIsAcceptedAndNothingHappens() {
        start();
        session.close();
        session.close();
        awaitThat(() -> endpoint.sessions() == 0);
        assertThat(session.play(new Frame())).isFalse();
        session.mark("x");
        assertThat(session.stopPlaying()).isZero();
        renegotiate(parameters(peer));
        assertThat(session.statistics().refused().total()).isZero();
    }

    @Test
    void aPortTakenByAnotherProgramIsPassedOver() {
        try (var taken = new Peer(9, 1)) {
            var even = taken.address().getPort() & ~1;
            var tiny = new RtpEndpoint(
                    List.of((EventLoop) group.next()),
                    InetAddress.getLoopbackAddress(),
                    new RtpPorts(even, even + 1, System::nanoTime, 1_000_000_000),
                    System::nanoTime,
                    Duration.ZERO);
            assertThat(tiny.open(new MediaLoop(0), AudioFormat.PCMU)).isEmpty();
        }
    }

    @Test
    void addressesWithoutAPortAreRefused() {
        var nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> RtpParameters.bothWays(nowhere, AudioFormat.PCMU, 0, OptionalInt.empty()));
    }
}
