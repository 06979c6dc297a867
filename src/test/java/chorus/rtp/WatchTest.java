package chorus.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {
    private static final long SECOND = 1_000_000_000;

    private final Watch watch = new Watch(20 * SECOND);

    @Test
    void runsOutOnceWhenNoSignOfLifeComes() {
        watch.restart(true, 0);
        assertThat(watch.runsOut(20 * SECOND - 1)).isFalse();
        assertThat(watch.runsOut(20 * SECOND)).isTrue();
        assertThat(watch.runsOut(21 * SECOND)).isFalse();
    }

    @Test
    void eachSignOfLifeBeginsItAnew() {
        watch.restart(true, 0);
        watch.life(19 * SECOND);
        assertThat(watch.runsOut(38 * SECOND)).isFalse();
        assertThat(watch.runsOut(39 * SECOND)).isTrue();
    }

    @Test
    void standsStillOnHoldAndBeginsAnewAfterIt() {
        watch.restart(true, 0);
        watch.restart(false, 10 * SECOND);
        assertThat(watch.runsOut(1000 * SECOND)).isFalse();
        watch.restart(true, 1000 * SECOND);
        assertThat(watch.runsOut(1019 * SECOND)).isFalse();
        assertThat(watch.runsOut(1020 * SECOND)).isTrue();
    }

    @Test
    void neverRunsOutWhereItIsSwitchedOff() {
        var patient = new Watch(0);
        patient.restart(true, 0);
        assertThat(patient.runsOut(Long.MAX_VALUE / 2)).isFalse();
    }
}
