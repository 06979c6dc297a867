package chorus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.fake.FakeAgent;
import chorus.fake.Patience;
import chorus.fake.Sounds;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a frame costs the media loop.
class FrameCostTest {
    private static final int FRAMES_AT_ONCE = 25;
    private static final int ROUNDS = 80;
    private static final long GENEROUS_BYTES = 200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void allocatesNextToNothingForAFrameThereAndBack() {
        try (var line = new Line();
                var agent = FakeAgent.echoing()) {
            var stream = line.started(agent.runtime());
            echo(line, stream);
            echo(line, stream);
            var before = allocatedOn(line);
            echo(line, stream);
            var perFrame = (allocatedOn(line) - before) / (ROUNDS * FRAMES_AT_ONCE);
            assertThat(line.streams().counts().droppedFrames()).isZero();
            assertThat(perFrame).as("bytes per frame").isLessThan(GENEROUS_BYTES);
        }
    }

    private static void echo(Line line, AgentStream stream) {
        var sound = Sounds.silence(Duration.ofMillis(20 * FRAMES_AT_ONCE));
        for (var round = 0; round < ROUNDS; round++) {
            line.forgetHeard();
            line.hear(stream, sound);
            Patience.until("the echo", () -> line.heard().length == sound.length);
        }
    }

    private long allocatedOn(Line line) {
        var bytes = new long[1];
        line.onLoop(() -> bytes[0] =
                threads.getThreadAllocatedBytes(Thread.currentThread().threadId()));
        return bytes[0];
    }
}
