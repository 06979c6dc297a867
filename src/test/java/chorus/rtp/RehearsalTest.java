package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void everyFrameOfTheEchoGoesOut() {
        assertThat(Rehearsal.run()).isEqualTo(2 * 12_000 * 160);
    }
}
