package chorus.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant SINCE = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void comesBackSoonAtFirstAndEverLater() {
        assertThat(Backoff.next(1, SINCE, SINCE, 0.5)).contains(SINCE.plusSeconds(2));
        assertThat(Backoff.next(2, SINCE, SINCE, 0.5)).contains(SINCE.plusSeconds(10));
        assertThat(Backoff.next(50, SINCE, SINCE, 0.5)).contains(SINCE.plus(Duration.ofHours(2)));
    }

    @Test
    void spreadsThoseThatFailedTogether() {
        assertThat(Backoff.next(2, SINCE, SINCE, 0)).contains(SINCE.plusMillis(7_500));
        assertThat(Backoff.next(2, SINCE, SINCE, 1)).contains(SINCE.plusMillis(12_500));
    }

    @Test
    void triesUntilADayIsOverAndOnceAtItsEnd() {
        var end = SINCE.plus(Duration.ofHours(24));
        var attempts = 0;
        var now = SINCE;
        for (var next = Backoff.next(1, SINCE, now, 0.5);
                next.isPresent();
                next = Backoff.next(attempts, SINCE, now, 0.5)) {
            now = next.get();
            attempts++;
        }

        assertThat(now).isEqualTo(end);
        assertThat(attempts).isBetween(15, 30);
    }
}
