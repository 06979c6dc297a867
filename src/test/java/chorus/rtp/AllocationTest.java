package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.AudioFormat;
import chorus.audio.Frame;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// A frame leaves nothing behind on its way through the machines.
class AllocationTest {
    private static final int FRAMES = 10_000;
    private static final long FRAME_NANOS = 20_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);
    private final byte[] packet = new byte[172];
    private final byte[] speech = new byte[160];
    private long sent;
    private long heard;

    private final Playout playout = new Playout(
            AudioFormat.PCMU,
            new PlayoutClock(0),
            new Playout.Packets() {
                @Override
                public void sound(boolean marker, int timestamp, byte[] payload, int length) {
                    sent += length;
                }

                @Override
                public void event(boolean marker, int timestamp, byte[] payload, int length) {
                    sent += length;
                }
            },
            (mark, heardMillis, played) -> {});

    private final RtpReceiver receiver = new RtpReceiver(
            AudioFormat.PCMA,
            RtpParameters.bothWays(source, AudioFormat.PCMU, 0, OptionalInt.of(101)),
            new SourceLatch(source, Sources.ANY),
            new Reception(),
            new RtpListener() {
                @Override
                public void heard(Frame frame) {
                    heard += frame.length();
                }

                @Override
                public void lost() {}

                @Override
                public void pressed(char digit) {}

                @Override
                public void reached(String mark, long heardMillis, boolean played) {}
            });

    private void run(int from, int frames) {
        for (int i = from; i < from + frames; i++) {
            var now = i * FRAME_NANOS;
            packet[0] = (byte) 0x80;
            Bits.put16(packet, 2, i);
            Bits.put32(packet, 4, i * 160);
            receiver.packet(packet, packet.length, source, now);
            playout.play(speech, 0, speech.length, now);
            for (int tick = 0; tick < 4; tick++) {
                receiver.tick(now + tick * 5_000_000L);
                playout.tick(now + tick * 5_000_000L);
            }
        }
    }

    @Test
    void framesAllocateNothing() {
        playout.start(20, 0);
        playout.send(true, 0);
        receiver.start(0);
        run(0, FRAMES);
        var before = THREADS.getCurrentThreadAllocatedBytes();
        run(FRAMES, FRAMES);
        var allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(heard).isEqualTo(2L * FRAMES * 160);
        assertThat(sent).isGreaterThanOrEqualTo(2L * FRAMES * 160);
        assertThat(allocated).as("bytes in %d frames both ways", FRAMES).isLessThan(FRAMES * 16L);
    }
}
