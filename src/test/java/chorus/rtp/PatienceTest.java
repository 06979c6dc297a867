package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long MS = 1_000_000;

    private final Patience patience = new Patience();

    @BeforeEach
    void start() {
        patience.start(0);
    }

    @Test
    void asksNothingOfATimerInTime() {
        for (long at = 5; at < 100; at += 5) {
            assertThat(patience.asks(at * MS)).isFalse();
        }
        assertThat(patience.asks(130 * MS)).isFalse();
    }

    @Test
    void asksATimerThatWasHeldUpToWaitALittle() {
        assertThat(patience.asks(500 * MS)).isTrue();
        assertThat(patience.asks(500 * MS)).isTrue();
        assertThat(patience.asks(510 * MS)).isTrue();
        assertThat(patience.asks(515 * MS)).isFalse();
        assertThat(patience.asks(520 * MS)).isFalse();
    }

    @Test
    void neverAsksTwiceBeforeTheTimerHasRun() {
        assertThat(patience.asks(500 * MS)).isTrue();
        assertThat(patience.asks(1000 * MS)).isFalse();
        assertThat(patience.asks(1500 * MS)).isTrue();
        assertThat(patience.asks(2000 * MS)).isFalse();
    }
}
