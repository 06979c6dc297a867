package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import chorus.audio.MediaLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Two sessions that talk encrypted, on real sockets.
class SrtpSessionTest {
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final RtpEndpoint endpoint = new RtpEndpoint(
            List.of((EventLoop) group.next()),
            InetAddress.getLoopbackAddress(),
            RtpPorts.range("30000-39999", System::nanoTime),
            System::nanoTime,
            Duration.ZERO);
    private final RtpSession one =
            endpoint.open(new MediaLoop(0), AudioFormat.PCMU).orElseThrow();
    private final RtpSession other =
            endpoint.open(new MediaLoop(0), AudioFormat.PCMU).orElseThrow();

    @ParameterizedTest
    @EnumSource(SrtpSuite.class)
    void eachHearsTheOther(SrtpSuite suite) {
        var a = key(suite, 1);
        var b = key(suite, 2);
        var heardByOne = begin(one, other, new SrtpKeys(suite, a, b));
        var heardByOther = begin(other, one, new SrtpKeys(suite, b, a));
        say(one, 0x21);
        say(other, 0x22);
        assertThat(heardByOther.orTimeout(3, TimeUnit.SECONDS).join()).isEqualTo(0x21);
        assertThat(heardByOne.orTimeout(3, TimeUnit.SECONDS).join()).isEqualTo(0x22);
        assertThat(one.statistics().refused().total()).isZero();
        close();
    }

    @Test
    void whatIsNotAuthenticNeitherLatchesNorCounts() {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        var _ = begin(one, other, new SrtpKeys(suite, key(suite, 1), key(suite, 2)));
        var _ = begin(other, one, new SrtpKeys(suite, key(suite, 3), key(suite, 1)));
        say(other, 0x22);
        chorus.fake.Patience.until(
                "a strange packet", () -> one.statistics().refused().total() > 0);
        assertThat(one.statistics().latched()).isFalse();
        assertThat(one.statistics().received()).isZero();
        close();
    }

    @Test
    void eachHearsTheOtherAgainUnderNewKeys() {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        var heard = new LinkedBlockingQueue<Integer>();
        begin(one, other, new SrtpKeys(suite, key(suite, 1), key(suite, 2)), heard::add);
        begin(other, one, new SrtpKeys(suite, key(suite, 2), key(suite, 1)), code -> {});
        say(other, 0x21);
        assertThat(next(heard)).isEqualTo(0x21);
        one.renegotiate(towards(other).encrypted(new SrtpKeys(suite, key(suite, 3), key(suite, 4))));
        other.renegotiate(towards(one).encrypted(new SrtpKeys(suite, key(suite, 4), key(suite, 3))));
        heard.clear();
        say(other, 0x22);
        chorus.fake.Patience.until("sound under the new key", () -> heard.contains(0x22));
        close();
    }

    @Test
    void whoSpeaksBeforeWeListenIsHeardAfterwards() {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        begin(other, one, new SrtpKeys(suite, key(suite, 2), key(suite, 1)), code -> {});
        say(other, 0x21);
        chorus.fake.Patience.until(
                "packets that nobody hears", () -> other.statistics().sent() > 5);
        var heard = new LinkedBlockingQueue<Integer>();
        begin(one, other, new SrtpKeys(suite, key(suite, 1), key(suite, 2)), heard::add);
        say(other, 0x22);
        chorus.fake.Patience.until("what comes then", () -> heard.contains(0x22));
        close();
    }

    @Test
    void soundInTheClearIsNotHeardInAnEncryptedCall() {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        var heard = new LinkedBlockingQueue<Integer>();
        begin(one, other, new SrtpKeys(suite, key(suite, 1), key(suite, 2)), heard::add);
        other.start(towards(one), listener(code -> {}));
        say(other, 0x22);
        chorus.fake.Patience.until(
                "refused packets", () -> one.statistics().refused().total() > 3);
        assertThat(one.statistics().latched()).isFalse();
        assertThat(heard).isEmpty();
        close();
    }

    private static int next(LinkedBlockingQueue<Integer> heard) {
        try {
            return Optional.ofNullable(heard.poll(3, TimeUnit.SECONDS)).orElse(-1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void close() {
        endpoint.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static byte[] key(SrtpSuite suite, int value) {
        var key = new byte[suite.keyAndSalt()];
        Arrays.fill(key, (byte) value);
        return key;
    }

    private static CompletableFuture<Integer> begin(RtpSession session, RtpSession peer, SrtpKeys keys) {
        var heard = new CompletableFuture<Integer>();
        begin(session, peer, keys, heard::complete);
        return heard;
    }

    private static void begin(RtpSession session, RtpSession peer, SrtpKeys keys, IntConsumer heard) {
        session.start(towards(peer).encrypted(keys), listener(heard));
    }

    private static RtpParameters towards(RtpSession peer) {
        var remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.localPort());
        return RtpParameters.bothWays(remote, AudioFormat.PCMU, 0, OptionalInt.empty());
    }

    /// Told of every first sample that is no silence.
    private static RtpListener listener(IntConsumer heard) {
        return new RtpListener() {
            @Override
            public void heard(Frame frame) {
                var code = frame.bytes()[frame.offset()] & 0xFF;
                if (code != 0xFF) {
                    heard.accept(code);
                }
            }

            @Override
            public void lost() {}

            @Override
            public void pressed(char digit) {}

            @Override
            public void reached(String mark, long heardMillis, boolean played) {}
        };
    }

    private static void say(RtpSession session, int code) {
        var speech = new byte[160];
        Arrays.fill(speech, (byte) code);
        session.onLoop(() -> session.play(new Frame().over(AudioFormat.PCMU, speech, 0, 160)));
    }
}
