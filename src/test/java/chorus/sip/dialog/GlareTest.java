package chorus.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GlareTest {
    private final Random random = new Random(7);

    @Test
    void whoMadeTheCallIdWaitsBetween2100MillisecondsAndFourSeconds() {
        assertThat(pauses(true)).allMatch(pause -> pause.toMillis() >= 2_100 && pause.toMillis() <= 4_000);
    }

    @Test
    void theOtherWaitsTwoSecondsAtMost() {
        assertThat(pauses(false)).allMatch(pause -> pause.toMillis() <= 2_000);
    }

    @Test
    void pausesAreStepsOfTenMillisecondsAndNotAllTheSame() {
        assertThat(pauses(true)).allMatch(pause -> pause.toMillis() % 10 == 0);
        assertThat(pauses(false).distinct().count()).isGreaterThan(50);
    }

    private Stream<Duration> pauses(boolean ours) {
        return Stream.generate(() -> Glare.pause(ours, random)).limit(1_000);
    }
}
