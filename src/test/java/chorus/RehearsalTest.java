package chorus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void playsItsCallsThroughAWholeServer() {
        assertThat(RehearseCommand.play(6, Duration.ofSeconds(20))).isEqualTo(6);
    }
}
