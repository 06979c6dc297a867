package chorus.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.audio.Frame;
import chorus.phonebook.Trunk;
import chorus.secret.Secret;
import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What twenty milliseconds of a call at Twilio leave behind on the media loop: from the socket to the call and back.
class TwilioFrameCostTest {
    private static final int FRAMES = 2_000;

    /// What Netty's writing and this test's own channel take.
    private static final long GENEROUS_BYTES = 300;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Playback playback = new Playback(0);
    private int played;

    @BeforeEach
    void start() {
        var trunk = new Trunk.Twilio(TwilioStage.SID, Secret.of("token"));
        var awaited = new AwaitedStream(TwilioStage.number("+12025550100", trunk), channel.eventLoop());
        awaited.belongsTo("CA1");
        new MediaSocket(channel, awaited, Duration.ZERO).begin();
        says("""
                {"event":"start","start":{"streamSid":"MZ1","accountSid":"%s","callSid":"CA1",\
                "customParameters":{"token":"%s"}}}""".formatted(TwilioStage.SID, awaited.token()));
        var socket = awaited.arrival().join();
        socket.listen(new Echo(socket));
    }

    @AfterEach
    void stop() {
        channel.finishAndReleaseAll();
    }

    @Test
    void allocatesNextToNothingForAFrameThereAndBack() {
        var message = framed("""
                {"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"1","timestamp":"60",\
                "payload":"%s"},"streamSid":"MZ1"}""".formatted(Base64.getEncoder().encodeToString(new byte[160])));
        hear(message);
        hear(message);

        var before = threads.getCurrentThreadAllocatedBytes();
        hear(message);
        var perFrame = (threads.getCurrentThreadAllocatedBytes() - before) / FRAMES;

        assertThat(played).isEqualTo(3 * FRAMES);
        assertThat(perFrame).as("bytes per frame").isLessThan(GENEROUS_BYTES);
    }

    private void hear(ByteBuf message) {
        for (var i = 0; i < FRAMES; i++) {
            channel.writeInbound(message.retain().readerIndex(0));
            for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                out.release();
            }
        }
    }

    private void says(String text) {
        channel.writeInbound(framed(text));
        channel.runPendingTasks();
    }

    /// A client's text frame, masked with zeros.
    private static ByteBuf framed(String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.directBuffer()
                .writeByte(0x81)
                .writeByte(0x80 | 126)
                .writeShort(bytes.length)
                .writeInt(0)
                .writeBytes(bytes);
    }

    private final class Echo implements MediaSocket.Ear {
        private final MediaSocket socket;

        Echo(MediaSocket socket) {
            this.socket = socket;
        }

        @Override
        public void heard(Frame frame) {
            played++;
            if (!socket.play(frame)) {
                throw new AssertionError("dropped");
            }
            playback.sent(frame.length(), 0);
        }

        @Override
        public void pressed(char digit) {
            throw new AssertionError("a key: " + digit);
        }

        @Override
        public void echoed(String mark) {
            throw new AssertionError("a mark: " + mark);
        }

        @Override
        public void closed(boolean orderly, String why) {
            throw new AssertionError(why);
        }
    }
}
