package chorus.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import chorus.sip.dialog.SessionTimer.Due;
import chorus.sip.dialog.SessionTimer.Task;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionTimerTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final SessionTimer timer = new SessionTimer();

    @Test
    void withoutTermsNothingIsDue() {
        timer.agreed(Optional.empty(), 0);
        assertThat(timer.next()).isEmpty();
    }

    @Test
    void whoRefreshesDoesSoAfterHalfTheInterval() {
        timer.agreed(terms(HALF_AN_HOUR, true), seconds(100));
        assertThat(timer.next()).hasValue(new Due(seconds(1_000), Task.REFRESH));
    }

    @Test
    void whoWaitsForTheOtherGivesUp32SecondsBeforeTheEnd() {
        timer.agreed(terms(HALF_AN_HOUR, false), 0);
        assertThat(timer.next()).hasValue(new Due(seconds(1_768), Task.EXPIRE));
    }

    @Test
    void whoWaitsForAShortIntervalGivesUpAThirdBeforeTheEnd() {
        timer.agreed(terms(Duration.ofSeconds(90), false), 0);
        assertThat(timer.next()).hasValue(new Due(seconds(60), Task.EXPIRE));
    }

    @Test
    void aRefreshOnItsWayLeavesOnlyTheEndToWaitFor() {
        timer.agreed(terms(HALF_AN_HOUR, true), 0);
        timer.asked();
        assertThat(timer.next()).hasValue(new Due(seconds(1_768), Task.EXPIRE));
    }

    @Test
    void aRefusedRefreshIsTriedAgainAfterItsPause() {
        timer.agreed(terms(HALF_AN_HOUR, true), 0);
        timer.asked();
        timer.refused(Duration.ofSeconds(10), seconds(901));
        assertThat(timer.next()).hasValue(new Due(seconds(911), Task.REFRESH));
    }

    @Test
    void aPauseBeyondTheEndIsNoWayOut() {
        timer.agreed(terms(HALF_AN_HOUR, true), 0);
        timer.asked();
        timer.refused(Duration.ofHours(1), seconds(901));
        assertThat(timer.next()).hasValue(new Due(seconds(1_768), Task.EXPIRE));
    }

    @Test
    void newTermsBeginAnew() {
        timer.agreed(terms(HALF_AN_HOUR, true), 0);
        timer.asked();
        timer.agreed(terms(Duration.ofSeconds(90), true), seconds(900));
        assertThat(timer.next()).hasValue(new Due(seconds(945), Task.REFRESH));
    }

    private static Optional<SessionTerms> terms(Duration interval, boolean ours) {
        return Optional.of(new SessionTerms(interval, ours));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
